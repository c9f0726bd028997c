import Namespaces

/// The answers to the question of a filter about everything in a snapshot, worked out together.
///
/// To ask one namespace after the other looks at every process once for each kind; here each is
/// looked at once, so that a filter can be answered anew with every letter that is typed. The
/// answers are those of ``Filter/matches(_:in:)``.
package struct FilterResults: Sendable {
  /// Whether the answer is yes, by the position of the namespace in the snapshot.
  package private(set) var namespaces: [Bool]

  /// Whether the answer is yes, by the position of the process in the snapshot.
  package private(set) var processes: [Bool]

  /// Answers a filter.
  package init(to filter: Filter, about index: SnapshotIndex) {
    self = FilterEvaluator(index).answers(to: filter.root)
  }

  fileprivate init(namespaces: [Bool], processes: [Bool]) {
    self.namespaces = namespaces
    self.processes = processes
  }

  fileprivate func combined(with other: Self, _ both: (Bool, Bool) -> Bool) -> Self {
    Self(
      namespaces: zip(namespaces, other.namespaces).map(both),
      processes: zip(processes, other.processes).map(both))
  }

  fileprivate var negated: Self {
    Self(namespaces: namespaces.map { !$0 }, processes: processes.map { !$0 })
  }
}

/// Works answers out, knowing who lives where.
private struct FilterEvaluator {
  let index: SnapshotIndex

  private var snapshot: Snapshot { index.snapshot }

  /// The positions of the namespaces that each process is in, one per kind; -1 for unknown ones.
  private let positionsByProcess: [Int]

  private static let kinds = NamespaceKind.allCases.count

  init(_ index: SnapshotIndex) {
    self.index = index
    let snapshot = index.snapshot
    var positions: [UInt32: Int] = [:]
    for (position, namespace) in snapshot.namespaces.enumerated() {
      positions[namespace.id.inode] = position
    }
    var positionsByProcess = [Int](repeating: -1, count: snapshot.processes.count * Self.kinds)
    // Most processes are in the same namespaces as the one before.
    var last = [(inode: UInt32, position: Int)](repeating: (0, -1), count: Self.kinds)
    for process in snapshot.processes.indices {
      for kind in NamespaceKind.allCases {
        let (inode, column) = (snapshot.processes[process].links[kind], Int(kind.rawValue))
        if inode != last[column].inode { last[column] = (inode, positions[inode] ?? -1) }
        positionsByProcess[process * Self.kinds + column] = last[column].position
      }
    }
    self.positionsByProcess = positionsByProcess
  }

  func answers(to node: Filter.Node) -> FilterResults {
    switch node {
    case .and(let left, let right):
      answers(to: left).combined(with: answers(to: right)) { $0 && $1 }
    case .or(let left, let right):
      answers(to: left).combined(with: answers(to: right)) { $0 || $1 }
    case .not(let inner): answers(to: inner).negated
    case .flag(let flag): ofNamespaces(snapshot.namespaces.map { flag.holds(for: $0) })
    case .comparison(let field, let comparison, let value):
      answers(field, Filter.Test(comparison, value))
    }
  }

  private func answers(_ field: FieldKey, _ test: Filter.Test) -> FilterResults {
    let found: FilterResults
    switch field.subject {
    case .process: found = ofProcesses(processes(field, test))
    case .namespace where field.process == nil: found = ofNamespaces(namespaces(field, test))
    case .namespace:
      found = FilterResults(namespaces: namespaces(field, test), processes: processes(field, test))
    case .container:
      let passing = snapshot.containers.map { container in
        field.values(of: Described(container, in: index)).contains(where: test.holds)
      }
      found = FilterResults(namespaces: namespaces(field, test), processes: members(of: passing))
    }
    return test.isNegated ? found.negated : found
  }

  private func processes(_ field: FieldKey, _ test: Filter.Test) -> [Bool] {
    snapshot.processes.map { process in
      field.values(ofMember: Described(process, in: index)).contains(where: test.holds)
    }
  }

  private func namespaces(_ field: FieldKey, _ test: Filter.Test) -> [Bool] {
    snapshot.namespaces.map { namespace in
      field.values(of: Described(namespace, in: index)).contains(where: test.holds)
    }
  }

  /// The processes whose container, the first that they are a member of, is one of some.
  private func members(of passing: [Bool]) -> [Bool] {
    var containers: [Int32: Int] = [:]
    for (position, container) in snapshot.containers.enumerated() {
      for pid in container.members where containers[pid] == nil { containers[pid] = position }
    }
    return snapshot.processes.map { process in
      containers[process.pid].map { passing[$0] } ?? false
    }
  }

  /// What holds of a process holds of the namespaces that it is in.
  private func ofProcesses(_ processes: [Bool]) -> FilterResults {
    var namespaces = [Bool](repeating: false, count: snapshot.namespaces.count)
    for process in processes.indices where processes[process] {
      for position in positionsByProcess[process * Self.kinds..<(process + 1) * Self.kinds]
      where position >= 0 {
        namespaces[position] = true
      }
    }
    return FilterResults(namespaces: namespaces, processes: processes)
  }

  /// What holds of a namespace holds of the processes in it.
  private func ofNamespaces(_ namespaces: [Bool]) -> FilterResults {
    let processes = snapshot.processes.indices.map { process in
      positionsByProcess[process * Self.kinds..<(process + 1) * Self.kinds]
        .contains { $0 >= 0 && namespaces[$0] }
    }
    return FilterResults(namespaces: namespaces, processes: processes)
  }
}
