import Namespaces

/// How busy a container keeps a processor and how much memory it has: what its cgroup counts where
/// that is known, else the sum of its processes.
struct ContainerLoad: Sendable, Equatable {
  /// The share of one processor in percent; nil where it was looked at only once.
  var cpu: Double?

  /// Whether its cgroup counts the processor time.
  var isCPUCounted = false

  /// The bytes of memory.
  var memory: Double

  /// Whether its cgroup counts the memory.
  var isMemoryCounted: Bool
}

extension ContainerLoad {
  /// What a container of a snapshot uses, as far as one look tells.
  init(of container: Container, in snapshot: Snapshot) {
    cpu = container.processor?.share
    isCPUCounted = cpu != nil
    isMemoryCounted = container.memory != nil
    memory =
      container.memory.map { Double($0.used) }
      ?? container.members.reduce(0) { $0 + Double(snapshot.process(pid: $1)?.residentBytes ?? 0) }
  }
}

extension ViewModel {
  /// What a container uses.
  func load(of container: Container) -> ContainerLoad {
    var load = ContainerLoad(of: container, in: snapshot)
    if load.cpu == nil, usage.isMeasured {
      load.cpu = container.members.lazy.compactMap { snapshot.processIndex(pid: $0) }
        .reduce(0) { $0 + usage.processCPU[$1] }
    }
    return load
  }
}
