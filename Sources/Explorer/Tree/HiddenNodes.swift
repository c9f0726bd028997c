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
  init?(host: Bool, kernelThreads: Bool, in view: ViewName, of viewModel: ViewModel) {
    guard host || kernelThreads else { return nil }
    if kernelThreads { processes = viewModel.index.kernelThreads }
    guard host else { return }
    let all = viewModel.snapshot.namespaces
    let isHostNamespace = all.indices.map { viewModel.isHostNamespace(Int32($0)) }
    // Outside the view of kinds the host's own are what the others hang on.
    namespaces = all.indices.map {
      isHostNamespace[$0] && (view == .kinds || !all[$0].kind.isHierarchical)
    }
    if view == .pids { members = isHostNamespace }
    if view == .processes {
      let outsideHost = viewModel.processesOutsideHost
      processes = outsideHost.indices.map { !outsideHost[$0] || kernelThreads && processes[$0] }
    }
  }

  /// Whether a node is left out.
  func hides(_ node: Node) -> Bool {
    switch node.place {
    case .namespace(let position): !namespaces.isEmpty && namespaces[Int(position)]
    case .process(let position):
      !processes.isEmpty && processes[Int(position)]
        || !members.isEmpty && node.namespace >= 0 && members[Int(node.namespace)]
    default: false
    }
  }
}

extension ViewModel {
  /// For each process, whether it or one below it is in a namespace that is not the host's.
  fileprivate var processesOutsideHost: [Bool] {
    var result = [Bool](repeating: false, count: snapshot.processes.count)
    for start in snapshot.processes.indices {
      let isOutsideHost = NamespaceKind.allCases.contains { kind in
        let namespace = index.namespace(of: Int32(start), kind)
        return namespace >= 0 && namespace != index.hostNamespaces[Int(kind.rawValue)]
      }
      var position = isOutsideHost ? start : -1
      while position >= 0, !result[position] {
        result[position] = true
        position = Int(index.processes.parents[position])
      }
    }
    return result
  }
}
