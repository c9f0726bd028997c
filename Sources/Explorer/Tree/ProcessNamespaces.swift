import Namespaces

/// Which namespaces each process is in, by positions.
///
/// Most processes are in the same ones as their neighbour in the list; those share an entry.
struct ProcessNamespaces: Sendable {
  /// The position of the namespace of each kind; -1 where it is unknown.
  typealias Positions = [8 of Int32]

  private var all: [Positions] = []
  private var entryOfProcess: [Int32] = []

  /// Looks up the namespaces of processes among the `positions` by inode number.
  init(of processes: [ProcessRecord], _ positions: [UInt32: Int32]) {
    entryOfProcess.reserveCapacity(processes.count)
    // Fields are read in place: to copy 10,000 records would cost more than to look at them.
    for index in processes.indices {
      if index == 0 || processes[index].links != processes[index - 1].links {
        var found = Positions(repeating: -1)
        for kind in NamespaceKind.allCases {
          found[Int(kind.rawValue)] = positions[processes[index].links[kind]] ?? -1
        }
        all.append(found)
      }
      entryOfProcess.append(Int32(all.count - 1))
    }
  }

  /// The namespaces of a process.
  subscript(process: Int) -> Positions { all[Int(entryOfProcess[process])] }

  /// Whether two processes are known to be in the same namespaces without a look at each.
  func areSame(_ one: Int, _ other: Int) -> Bool { entryOfProcess[one] == entryOfProcess[other] }
}
