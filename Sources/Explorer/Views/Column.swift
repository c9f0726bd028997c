import Localization
import Namespaces

/// A column to the right of the tree.
enum Column: Sendable, Hashable {
  /// The number of processes in a namespace.
  case members

  /// The pid as the observer sees it; of a namespace its first process's.
  case pid

  /// The pid in the innermost pid namespace, where it is another.
  case inside

  /// The pid at a level of nested pid namespaces, 0 the observer's.
  case level(Int)

  /// The user.
  case user

  /// The share of one CPU in percent.
  case cpu

  /// The share of one CPU over the last minute, as a sparkline.
  case load

  /// Resident memory.
  case memory

  /// The most memory that a container may use.
  case limit

  /// Eight letters that tell which namespaces are the process's own.
  case strip

  /// How long the process runs.
  case age

  /// The head of the column.
  var title: Text {
    switch self {
    case .members: Text("PROCS")
    case .pid: Text(verbatim: "PID")
    case .inside: Text("INSIDE")
    case .level(0): Text(verbatim: "PID")
    case .level(let level): Text("LEVEL \(level)")
    case .user: Text("USER")
    case .cpu: Text(verbatim: "CPU%")
    case .load: Text("LAST MINUTE")
    case .memory: Text("MEM")
    case .limit: Text("LIMIT")
    case .strip: Text(verbatim: "UCIHNPMT")
    case .age: Text("AGE")
    }
  }

  /// The width in columns, without the gap before it.
  var width: Int {
    switch self {
    case .members: 5
    case .pid, .level: 7
    case .inside: 7
    case .user: 8
    case .cpu: 5
    case .load: 12
    case .memory: 6
    case .limit: 5
    case .strip: 8
    case .age: 5
    }
  }

  /// Whether the text stands at the left edge of the column; numbers stand at the right.
  var isText: Bool { self == .user || self == .strip || self == .load }

  /// Whether rows can be ordered by it; a minute has no order of its own.
  var canOrder: Bool { self != .load }

  /// How dispensable it is in most views: of those that do not fit, the one with the highest number
  /// goes first.
  var rank: Int {
    switch self {
    case .members, .strip: 0
    case .pid: 1
    case .level(let level): 1 + level
    case .limit: 2
    case .cpu: 3
    case .inside: 4
    case .memory: 5
    case .user: 6
    case .age: 7
    case .load: 8
    }
  }
}

/// What a column says about an object, to be compared.
enum ColumnValue: Sendable, Equatable {
  case none
  case number(Double)
  case text(String)

  /// Whether this one comes first when the larger and the earlier letter do.
  func precedes(_ other: ColumnValue) -> Bool? {
    switch (self, other) {
    case (.number(let left), .number(let right)): left == right ? nil : left > right
    case (.text(let left), .text(let right)): left == right ? nil : left < right
    case (.none, .none): nil
    case (.none, _): false
    case (_, .none): true
    case (.number, .text): true
    case (.text, .number): false
    }
  }
}

extension ViewModel {
  /// What a column says about the object at a place.
  func value(of column: Column, at place: Place) -> ColumnValue {
    if case .namespace(let position) = place {
      switch column {
      case .members: return .number(Double(namespace(position).members.count))
      case .cpu: return .number(usage.namespaceCPU[Int(position)])
      case .memory: return .number(usage.namespaceMemory[Int(position)])
      case .level: return .none
      default: break
      }
    }
    if case .change(let position) = place {
      let change = eventLog.changes[Int(position)]
      switch column {
      case .pid: return change.pid.map { .number(Double($0)) } ?? .none
      case .user: return change.uid.map { .text(snapshot.userName($0)) } ?? .none
      default: return .none
      }
    }
    if case .container(let position) = place {
      return value(of: column, containers.containers[Int(position)])
    }
    if case .divergentThread(let position) = place, column == .pid {
      return .number(Double(divergentThread(position).thread.tid))
    }
    if case .thread(let position) = place {
      switch column {
      case .pid: return .number(Double(threads[position].record.tid))
      case .cpu: return .number(threads[position].cpu)
      default: return .none
      }
    }
    guard let process = process(at: place) else { return .none }
    return value(of: column, process, at: place)
  }

  private func value(of column: Column, _ container: Container) -> ColumnValue {
    switch column {
    case .strip: return .text(container.strip)
    case .members: return .number(Double(container.members.count))
    case .pid: return container.initProcess.map { .number(Double($0.pid)) } ?? .none
    case .user: return .text(snapshot.userName(of: container))
    case .cpu: return load(of: container).cpu.map { .number($0) } ?? .none
    case .memory: return .number(load(of: container).memory)
    case .limit: return container.memory?.limit.map { .number(Double($0)) } ?? .none
    case .age:
      return container.started > 0 ? .number(snapshot.taken - container.started) : .none
    case .inside, .level, .load: return .none
    }
  }

  private func value(
    of column: Column, _ process: ProcessRecord, at place: Place
  ) -> ColumnValue {
    switch column {
    case .members, .load, .limit: return .none
    case .pid: return .number(Double(process.pid))
    case .inside:
      return process.nestedPIDs.isEmpty ? .none : .number(Double(process.innermostPID))
    case .level(let level):
      let pids = [process.pid] + process.nestedPIDs
      return level < pids.count ? .number(Double(pids[level])) : .none
    case .user: return .text(snapshot.userName(process.uid))
    case .cpu:
      guard case .process(let position) = place else { return .none }
      return .number(usage.processCPU[Int(position)])
    case .memory: return place.isTask ? .number(Double(process.residentBytes)) : .none
    case .age:
      return .number(max(0, snapshot.age(of: process)))
    case .strip:
      guard case .process(let position) = place else { return .none }
      return .text(strip(of: position))
    }
  }

  /// Whether a container has used nine tenths of the memory that it may.
  func isNearLimit(_ place: Place) -> Bool {
    guard case .container(let position) = place,
      let memory = containers.containers[Int(position)].memory, let limit = memory.limit
    else { return false }
    return Double(memory.used) >= 0.9 * Double(limit)
  }

  /// The process that a row speaks of: of a namespace its first.
  func process(at place: Place) -> ProcessRecord? {
    switch place {
    case .process(let position): process(position)
    case .divergentThread(let position): divergentThread(position).process
    case .thread(let position): process(threads[position].process)
    case .namespace(let position): leader(of: position)
    case .container(let position):
      containers.containers[Int(position)].initProcess.flatMap { snapshot.process($0) }
    case .kind, .group, .interface, .change: nil
    }
  }

  /// Eight characters, one per kind: a capital where the process is in another namespace than its
  /// parent, a small letter where it shares a namespace with its parent that is not the host's, a
  /// dot for the host's, a question mark where it could not be seen.
  func strip(of process: Int32) -> String {
    var strip = ""
    for kind in NamespaceKind.allCases {
      let namespace = index.namespace(of: process, kind)
      let parent = index.processes.parents[Int(process)]
      if namespace < 0 {
        strip += "?"
      } else if namespace == index.hostNamespaces[Int(kind.rawValue)] {
        strip += "."
      } else if parent >= 0, index.namespace(of: parent, kind) == namespace {
        strip += kind.letter.lowercased()
      } else {
        strip += kind.letter
      }
    }
    return strip
  }
}

extension Container {
  /// Eight characters, one per kind: a capital for a namespace of its own, a small letter for
  /// another container's, a dot for the host's, and `!` for the host's where that opens the host to
  /// the container; a blank where it has none at all, as a namespace that is nothing but a pin.
  var strip: String {
    var strip = ""
    for kind in NamespaceKind.allCases {
      switch sharing[kind] {
      case .own: strip += kind.letter
      case .container: strip += kind.letter.lowercased()
      case .host: strip += exposedKinds.contains(kind) ? "!" : "."
      case nil: strip += initProcess == nil ? " " : "?"
      }
    }
    return strip
  }
}

extension NamespaceKind {
  /// One letter for the kind: its first, but H(ost name) for uts, which u(ser) leaves without one.
  var letter: String { self == .uts ? "H" : name.prefix(1).uppercased() }
}

extension Column {
  /// A value as the column shows it.
  func text(_ value: ColumnValue) -> String {
    switch (self, value) {
    case (_, .none): ""
    case (_, .text(let text)): text
    case (.cpu, .number(let number)): number < 0.05 ? "" : "\(Decimal(number, places: 1))"
    case (.memory, .number(let number)), (.limit, .number(let number)):
      number > 0 ? "\(Bytes(value: number))" : ""
    case (.age, .number(let number)): Age(seconds: number).short
    case (_, .number(let number)): "\(Decimal(number, places: 0))"
    }
  }
}
