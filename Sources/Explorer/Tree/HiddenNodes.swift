import Namespaces

/// Which nodes a view leaves out, with all below them, because somebody does not want to see them.
///
/// It is asked about every node of a tree, and so has flags by position and not the scene itself.
struct HiddenNodes {
  /// Whether a namespace is left out, by its position; empty when all are shown.
  private var namespaces: [Bool] = []

  /// Whether the members of a namespace are left out, by its position; empty when all are shown.
  private var members: [Bool] = []

  /// Whether a process is left out, by its position; empty when all are shown.
  private var processes: [Bool] = []

  /// Leaves out the host's own, or the kernel's threads; nil when nothing is left out.
  init?(host: Bool, kernelThreads: Bool, in view: ViewName, of scene: ViewModel) {
    guard host || kernelThreads else { return nil }
    if kernelThreads { processes = scene.index.kernelThreads }
    guard host else { return }
    let all = scene.snapshot.namespaces
    let home = all.indices.map { scene.isHome(Int32($0)) }
    // Outside the view of kinds the host's own are what the others hang on.
    namespaces = all.indices.map { home[$0] && (view == .kinds || !all[$0].kind.isHierarchical) }
    if view == .pids { members = home }
    if view == .processes {
      let guests = scene.processesWithGuests
      processes = guests.indices.map { !guests[$0] || kernelThreads && processes[$0] }
    }
  }

  /// Whether a node is left out.
  func hides(_ node: Node) -> Bool {
    switch node.place {
    case .namespace(let position): !namespaces.isEmpty && namespaces[Int(position)]
    case .process(let position):
      !processes.isEmpty && processes[Int(position)]
        || !members.isEmpty && node.room >= 0 && members[Int(node.room)]
    default: false
    }
  }
}

extension ViewModel {
  /// For each process, whether it or one below it is in a namespace that is not the host's.
  fileprivate var processesWithGuests: [Bool] {
    var result = [Bool](repeating: false, count: snapshot.processes.count)
    for start in snapshot.processes.indices {
      let isGuest = NamespaceKind.allCases.contains { kind in
        let room = index.room(of: Int32(start), kind)
        return room >= 0 && room != index.home[Int(kind.rawValue)]
      }
      var position = isGuest ? start : -1
      while position >= 0, !result[position] {
        result[position] = true
        position = Int(index.processes.parents[position])
      }
    }
    return result
  }
}
