package import Explorer
package import JSONCoding
import Namespaces

extension RememberedState {
  /// The most rows of a view that are remembered as opened or closed.
  private static let foldLimit = 500

  /// What is remembered as JSON.
  ///
  /// - Parameter boot: what tells this run of the kernel from every other
  ///   (`/proc/sys/kernel/random/boot_id`), because processes and namespaces end with it.
  /// - Returns: an object that ``init(_:boot:)`` reads.
  package func json(boot: String) -> JSONValue {
    var object: JSONObject = [
      "version": 1, "boot": .string(boot), "view": .string(view.name),
      "theme": .string(theme.rawValue),
    ]
    if let order {
      object["sort"] = ["column": .string(order.column), "inverted": .bool(order.isInverted)]
    }
    object["folds"] = .object(
      JSONObject(
        ViewName.allCases.compactMap { view in
          let folds = (folds[view] ?? [:]).compactMap { row, isOpen in
            row.json.map { row in JSONValue.object(["row": row, "open": .bool(isOpen)]) }
          }
          // Sorted, so that the same folds make the same file.
          let kept = folds.map { ($0.text(), $0) }.sorted { $0.0 < $1.0 }.prefix(Self.foldLimit)
          return kept.isEmpty ? nil : .init(name: view.name, value: .array(kept.map(\.1)))
        }))
    return .object(object)
  }

  /// Reads what is remembered; what ended with an earlier boot is left out.
  ///
  /// - Returns: nil for what is not of this shape.
  package init?(_ json: JSONValue, boot: String) {
    guard json["version"].integer == 1,
      let view = json["view"].string.flatMap(ViewName.init(name:)),
      let theme = json["theme"].string.flatMap(Theme.init(rawValue:))
    else { return nil }
    self.init()
    self.view = view
    self.theme = theme
    if let column = json["sort"]["column"].string {
      order = Order(column: column, isInverted: json["sort"]["inverted"].bool ?? false)
    }
    let isSameBoot = json["boot"].string == boot
    for (name, rows) in json["folds"].object.members.map({ ($0.name, $0.value.elements) }) {
      guard let view = ViewName(name: name) else { return nil }
      for row in rows.prefix(Self.foldLimit) {
        guard let id = RowID(row["row"]), let isOpen = row["open"].bool else { return nil }
        if isSameBoot || id.outlivesBoot { folds[view, default: [:]][id] = isOpen }
      }
    }
  }
}

extension RowID {
  /// The row as JSON; nil for what is not worth remembering.
  fileprivate var json: JSONValue? {
    guard var object = object.json else { return nil }
    object["within"] = namespace?.json
    return .object(object)
  }

  fileprivate init?(_ json: JSONValue) {
    guard let object = ObjectID(json) else { return nil }
    self.init(object: object)
    if !json["within"].isNull {
      guard let namespace = NamespaceID(json["within"]) else { return nil }
      self.namespace = namespace
    }
  }

  /// Whether the next boot has the same row.
  fileprivate var outlivesBoot: Bool { object.outlivesBoot && namespace?.isTheHosts ?? true }
}

extension ObjectID {
  fileprivate var json: JSONObject? {
    switch self {
    case .kind(let kind): ["kind": .string(kind.name)]
    case .namespace(let id): ["namespace": id.json]
    case .process(let id): ["process": id.json]
    case .thread(let id, let tid): ["process": id.json, "thread": .integer(Int64(tid))]
    case .group(let group):
      group.name.map { ["runtime": .string(group.runtime), "group": .string($0)] }
        ?? ["runtime": .string(group.runtime)]
    case .container(let id): ["runtime": .string(id.runtime), "container": .string(id.id)]
    case .interface(let id, let index): ["namespace": id.json, "interface": .integer(Int64(index))]
    case .change: nil
    }
  }

  fileprivate init?(_ json: JSONValue) {
    if let name = json["kind"].string, let kind = NamespaceKind(name: name) {
      self = .kind(kind)
    } else if let process = ProcessID(json["process"]) {
      let tid = json["thread"].integer.flatMap { Int32(exactly: $0) }
      self = tid.map { .thread(process, tid: $0) } ?? .process(process)
    } else if let namespace = NamespaceID(json["namespace"]) {
      let index = json["interface"].integer.flatMap { UInt32(exactly: $0) }
      self = index.map { .interface(namespace, $0) } ?? .namespace(namespace)
    } else if let runtime = json["runtime"].string, let id = json["container"].string {
      self = .container(ContainerID(runtime: runtime, id: id))
    } else if let runtime = json["runtime"].string {
      self = .group(ContainerGroup(runtime: runtime, name: json["group"].string))
    } else {
      return nil
    }
  }

  fileprivate var outlivesBoot: Bool {
    switch self {
    case .kind, .group, .container: true
    case .namespace(let id): id.isTheHosts
    case .process, .thread, .interface, .change: false
    }
  }
}

extension NamespaceID {
  fileprivate var json: JSONValue {
    var object: JSONObject = [
      "kind": .string(kind.name), "inode": .integer(Int64(inode)),
      "device": .string(String(device)),
    ]
    object["id"] = unique.map { .string(String($0)) }
    return .object(object)
  }

  fileprivate init?(_ json: JSONValue) {
    guard let kind = json["kind"].string.flatMap(NamespaceKind.init(name:)),
      let inode = json["inode"].integer.flatMap({ UInt32(exactly: $0) }),
      let device = json["device"].string.flatMap({ UInt64($0) })
    else { return nil }
    self.init(
      kind: kind, inode: inode, device: device, unique: json["id"].string.flatMap { UInt64($0) })
  }

  /// Whether it is the initial one of its kind, which every boot has.
  fileprivate var isTheHosts: Bool { inode == kind.initialInode }
}

extension ProcessID {
  fileprivate var json: JSONValue {
    ["pid": .integer(Int64(pid)), "started": .string(String(startTicks))]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let pid = json["pid"].integer.flatMap({ Int32(exactly: $0) }),
      let started = json["started"].string.flatMap({ UInt64($0) })
    else { return nil }
    self.init(pid: pid, startTicks: started)
  }
}
