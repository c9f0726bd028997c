import Description
import Localization
import Namespaces

/// A column to the right of the tree.
enum Column: Sendable, Hashable {
  /// What a field of the tables says.
  case field(FieldKey)

  /// The pid at a level of nested pid namespaces, 0 the observer's.
  case level(Int)

  /// The share of one CPU over the last minute, as a sparkline.
  case load

  /// Eight letters that tell which namespaces are the process's own.
  case strip

  static let members = Column.field("procs")
  static let pid = Column.field("pid")
  static let inside = Column.field("inside")
  static let user = Column.field("user")
  static let cpu = Column.field("cpu")
  static let memory = Column.field("memory")
  static let limit = Column.field("limit")
  static let age = Column.field("age")

  private static func field(_ key: String) -> Column {
    // A column that no table has would be a mistake in this file, which a test finds.
    FieldKey(named: key).map { .field($0) } ?? .load
  }

  /// The name by which it is remembered.
  var name: String {
    switch self {
    case .field(let field): field.key
    case .level(let level): "level(\(level))"
    case .load: "load"
    case .strip: "strip"
    }
  }

  /// The head of the column.
  var title: Text {
    switch self {
    case .field(let field): field.heading
    case .level(0): Text(verbatim: "PID")
    case .level(let level): Text("LEVEL \(level)")
    case .load: Text("LAST MINUTE")
    case .strip: Text(verbatim: "UCIHNPMT")
    }
  }

  /// The width in columns, without the gap before it.
  var width: Int {
    switch self {
    case .field(let field): field.width
    case .level: 7
    case .load: 12
    case .strip: 8
    }
  }

  /// Whether the text stands at the left edge of the column; numbers stand at the right.
  var isText: Bool {
    switch self {
    case .field(let field): !field.isNumeric
    case .level: false
    case .load, .strip: true
    }
  }

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
    case .load, .field: 8
    }
  }
}

/// A constant column is a pattern of its own.
func ~= (pattern: Column, column: Column) -> Bool { pattern == column }

extension ViewModel {
  /// What a column says about the object at a place.
  func value(of column: Column, at place: Place) -> FieldValue {
    switch column {
    case .field(let field): value(of: field, at: place)
    case .level(let level):
      pids(at: place).flatMap { level < $0.count ? .number(Int64($0[level])) : nil } ?? .none
    case .strip: strip(at: place).map { .text($0) } ?? .none
    case .load: .none
    }
  }

  private func value(of field: FieldKey, at place: Place) -> FieldValue {
    switch place {
    case .namespace(let position): return field.value(described(namespace: position))
    case .process(let position): return field.value(described(process: position))
    case .container(let position): return field.value(described(container: position))
    case .divergentThread(let position):
      let (process, thread) = divergentThread(position)
      if field.key == "pid" { return FieldValue(thread.tid) }
      return field.value(Described(process, in: description, load: nil))
    case .thread(let position):
      switch field.key {
      case "pid": return FieldValue(threads[position].record.tid)
      case "cpu": return .quantity(threads[position].cpu, .percent)
      default: return .none
      }
    case .change(let position):
      let change = eventLog.changes[Int(position)]
      switch field.key {
      case "pid": return FieldValue(change.pid)
      case "user": return FieldValue(change.uid.map { snapshot.userName($0) })
      default: return .none
      }
    case .kind, .group, .interface: return .none
    }
  }

  /// The pids of a row's process at every level; of nothing but tasks.
  private func pids(at place: Place) -> [Int32]? {
    guard !place.isNamespace, let process = process(at: place) else { return nil }
    return [process.pid] + process.nestedPIDs
  }

  private func strip(at place: Place) -> String? {
    switch place {
    case .container(let position): containers.containers[Int(position)].strip
    case .process(let position): strip(of: position)
    default: nil
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
  /// A value as the column shows it in the language; nothing where it is as good as nothing.
  func text(_ value: FieldValue, _ language: Language) -> String {
    switch value {
    case .quantity(let number, .percent) where number < 0.05: ""
    case .quantity(let number, .bytes) where number <= 0: ""
    default: value.short(in: language)
    }
  }
}
