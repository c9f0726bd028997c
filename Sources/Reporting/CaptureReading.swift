internal import Escaping
package import JSONCoding
internal import Limits
internal import Namespaces
internal import Procfs

extension Capture {
  /// Reads the text of a capture.
  ///
  /// - Throws: why it is none, in one sentence.
  package init(text: [UInt8]) throws(CaptureError) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(
        reading: text, maximumLength: ReadLimits.capture, maximumNodes: ReadLimits.captureNodes)
    } catch {
      throw .notJSON(error)
    }
    try self.init(value)
  }

  /// Reads a capture.
  ///
  /// Text in it is made visible: anybody may have written the file.
  ///
  /// - Throws: why it is none, in one sentence.
  package init(_ value: JSONValue) throws(CaptureError) {
    let written = value
    let value = value.visible
    guard value["format"].string == "heya/1" else {
      throw .foreign(format: value["format"].string)
    }
    guard value.object["processes"] != nil else { throw .list }
    snapshot = try Snapshot(captured: value)
    // What is shown is visible; what is written again is as it was.
    for (place, row) in written["processes"].elements.enumerated() {
      snapshot.processes[place].takeWritten(row)
    }
    contents = [:]
    for member in value["contents"].object.members {
      guard case .namespace(_, let inode)? = try? Target(parsing: member.name),
        let id = snapshot.namespace(inode: inode)?.id
      else { continue }
      contents[id] = member.value
    }
  }
}

extension Snapshot {
  fileprivate init(captured value: JSONValue) throws(CaptureError) {
    let rows = try value.array("namespaces")
    var ids: [String: NamespaceID] = [:]
    for row in rows {
      let id = try NamespaceID(captured: row)
      ids[id.description] = id
    }
    var namespaces: [Namespace] = []
    for row in rows { namespaces.append(try Namespace(captured: row, ids)) }
    guard Set(namespaces.map(\.id.inode)).count == namespaces.count else {
      throw .damaged("an inode comes twice")
    }
    let above = namespaces.compactMap { namespace in
      if case .namespace(let parent) = namespace.parent { (namespace.id, parent) } else { nil }
    }
    guard Self.endsSomewhere(above) else { throw .damaged("a namespace is its own ancestor") }
    namespaces.addDescendants()
    var processes: [ProcessRecord] = []
    for row in try value.array("processes") { processes.append(try ProcessRecord(captured: row)) }
    guard zip(processes, processes.dropFirst()).allSatisfy({ $0.pid < $1.pid }) else {
      throw .damaged("the processes are not in the order of their pids")
    }
    guard Self.endsSomewhere(processes.map { ($0.pid, $0.parent) }) else {
      throw .damaged("a process is its own ancestor")
    }
    var unseen: [Unseen] = []
    for row in try value.array("unseen") {
      unseen.append(
        Unseen(
          what: try row.text("what"), count: try row.whole("count"), reason: try row.text("reason"))
      )
    }
    let row = value["observer"]
    var observer = Observer(
      pid: try row.whole("pid"), uid: try row.whole("uid"),
      capabilities: try row.whole("capabilities"),
      links: try NamespaceLinks(captured: row["links"]))
    // Captures of earlier versions do not tell.
    if let view = row["view"].string {
      guard let known = Observer.View(rawValue: view) else { throw .damaged("the view '\(view)'") }
      observer.view = known
      observer.shownPIDNamespace = try row.whole("shownPIDNamespace")
    }
    self.init(
      host: try value.text("host"), kernel: try value.text("kernel"),
      taken: try value.seconds("takenSeconds"), uptime: try value.seconds("uptimeSeconds"),
      observer: observer, processes: processes, namespaces: namespaces, unseen: unseen)
    do {
      containers = try value["containers"].decode()
    } catch {
      throw .damaged("'containers' are none")
    }
    boot = value["boot"].string
    for row in try value.array("users") { users[try row.whole("uid")] = try row.text("name") }
  }

  /// Whether going from everything to what is above it comes to an end.
  private static func endsSomewhere<Key: Hashable>(_ pairs: [(Key, Key)]) -> Bool {
    let above = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    var settled: Set<Key> = []
    for start in above.keys {
      var path: Set<Key> = []
      var next: Key? = start
      while let key = next, !settled.contains(key) {
        guard path.insert(key).inserted else { return false }
        next = above[key]
      }
      settled.formUnion(path)
    }
    return true
  }
}

extension NamespaceID {
  fileprivate init(captured row: JSONValue) throws(CaptureError) {
    guard let kind = NamespaceKind(name: try row.text("kind")) else {
      throw .damaged("there is no kind '\(row["kind"].string ?? "")'")
    }
    self.init(
      kind: kind, inode: try row.whole("inode"), device: try row.whole("device"),
      unique: row["id"].isNull ? nil : try row.whole("id"))
  }
}

extension Namespace {
  fileprivate init(
    captured row: JSONValue, _ ids: [String: NamespaceID]
  ) throws(CaptureError) {
    func id(_ name: String, _ kind: NamespaceKind) throws(CaptureError) -> NamespaceID? {
      if row[name].isNull { return nil }
      guard let id = ids[try row.text(name)], id.kind == kind else {
        throw .damaged("the \(name) '\(try row.text(name))' is no \(kind) namespace in it")
      }
      return id
    }
    self.init(id: try NamespaceID(captured: row))
    isInitial = row["initial"].bool ?? false
    owner = try id("owner", .user)
    ownerUID = row["ownerUID"].isNull ? nil : try row.whole("ownerUID")
    if kind.isHierarchical {
      let parent = try id("parent", kind)
      self.parent = parent.map { .namespace($0) } ?? (isInitial ? .none : .outOfView)
    }
    members = try row.wholes("processes")
    for reason in try row.array("keptAliveBy") {
      let name = try reason.text("reason")
      switch name {
      // These follow from members, parents and owners.
      case "process", "child", "owner": continue
      case "thread":
        holders.append(.thread(pid: try reason.whole("pid"), tid: try reason.whole("tid")))
      case "forChildren":
        holders.append(.forChildren(pid: try reason.whole("pid"), tid: try reason.whole("tid")))
      case "descriptor":
        holders.append(
          .descriptor(
            pid: try reason.whole("pid"), tid: try reason.tid(), fd: try reason.whole("fd")))
      case "socket":
        holders.append(
          .socket(pid: try reason.whole("pid"), tid: try reason.tid(), fd: try reason.whole("fd")))
      case "mount":
        guard
          case .namespace(.mnt, let inode)? = try? Target(
            parsing: try reason.text("mountNamespace"))
        else { throw .damaged("a mount is in no mount namespace") }
        holders.append(.mount(path: RawPath(try reason.text("path")), mountNamespace: inode))
      default: throw .damaged("there is no reason '\(name)'")
      }
    }
  }
}

extension ProcessRecord {
  fileprivate mutating func takeWritten(_ row: JSONValue) {
    if let text = row["name"].string, text != name { writtenName = text }
    if let text = row["command"].string, text != command { writtenCommand = text }
  }

  fileprivate init(captured row: JSONValue) throws(CaptureError) {
    self.init(pid: try row.whole("pid"), parent: try row.whole("parent"))
    name = try row.text("name")
    command = try row.text("command")
    uid = try row.whole("uid")
    state = ProcessState(rawValue: try row.text("state").utf8.first ?? UInt8(ascii: "?"))
    isKernelThread = row["kernelThread"].bool ?? false
    startTicks = try row.whole("startTicks")
    threads = try row.whole("threads")
    cpuTicks = try row.whole("cpuTicks")
    if row["residentBytes"].isNull {
      // As earlier versions wrote it, by which a page has 4,096 bytes.
      let pages: UInt64 = try row.whole("residentPages")
      residentBytes = pages &* 4096
    } else {
      residentBytes = try row.whole("residentBytes")
    }
    nestedPIDs = try row.wholes("nestedPIDs")
    links = try NamespaceLinks(captured: row["links"])
    linksAreHidden = row["linksHidden"].bool ?? false
    for thread in try row.array("strayThreads") {
      divergentThreads.append(
        DivergentThread(
          tid: try thread.whole("tid"), links: try NamespaceLinks(captured: thread["links"])))
    }
  }
}

extension NamespaceLinks {
  fileprivate init(captured value: JSONValue) throws(CaptureError) {
    self.init()
    guard value.elements.count == Self.names.count else {
      throw .damaged("'links' are not \(Self.names.count)")
    }
    for (slot, element) in value.elements.enumerated() {
      guard let inode = element.integer.flatMap({ UInt32(exactly: $0) }) else {
        throw .damaged("'links' holds what is no inode")
      }
      self[slot: slot] = inode
    }
  }
}

extension JSONValue {
  /// The value with every text in a form that can go to a terminal.
  fileprivate var visible: JSONValue {
    switch self {
    case .string(let text): .string(String(visible: text))
    case .array(let elements): .array(elements.map(\.visible))
    case .object(let object):
      .object(
        JSONObject(
          object.members.map { .init(name: String(visible: $0.name), value: $0.value.visible) }))
    default: self
    }
  }

  fileprivate func text(_ name: String) throws(CaptureError) -> String {
    guard let text = self[name].string else { throw .damaged("'\(name)' is no text") }
    return text
  }

  /// A time after the epoch or after boot, within the years that a date can be written of.
  fileprivate func seconds(_ name: String) throws(CaptureError) -> Double {
    guard let number = self[name].number, (0...Double(Timestamp.years.upperBound)).contains(number)
    else { throw .damaged("'\(name)' is no time before the year 10000") }
    return number
  }

  fileprivate func whole<Number: FixedWidthInteger>(
    _ name: String
  ) throws(CaptureError) -> Number {
    guard let number = self[name].integer.flatMap({ Number(exactly: $0) }) else {
      throw .damaged("'\(name)' is no whole number that fits")
    }
    return number
  }

  /// The thread whose descriptor it is; nil for a process's.
  fileprivate func tid() throws(CaptureError) -> Int32? {
    self["tid"].isNull ? nil : try whole("tid")
  }

  fileprivate func wholes(_ name: String) throws(CaptureError) -> [Int32] {
    var numbers: [Int32] = []
    for element in try array(name) {
      guard let number = element.integer.flatMap({ Int32(exactly: $0) }) else {
        throw .damaged("'\(name)' holds what is no number")
      }
      numbers.append(number)
    }
    return numbers
  }

  fileprivate func array(_ name: String) throws(CaptureError) -> [JSONValue] {
    guard case .array(let elements) = self[name] else { throw .damaged("'\(name)' is no list") }
    return elements
  }
}
