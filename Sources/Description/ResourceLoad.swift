package import Namespaces

/// How busy something keeps a processor, and how much memory it has.
package struct ResourceLoad: Sendable, Equatable {
  /// The share of one processor in percent; nil where it was looked at only once.
  package var cpu: Double?

  /// Whether a cgroup counts the processor time; else it is the sum of processes.
  package var isCPUCounted = false

  /// The bytes of memory; what processes share is counted for each where they are added up.
  package var memory: Double

  /// Whether a cgroup counts the memory; else it is the sum of processes.
  package var isMemoryCounted = false

  /// Creates a load from its numbers.
  package init(cpu: Double?, memory: Double) {
    self.cpu = cpu
    self.memory = memory
  }
}

extension ResourceLoad {
  /// What a container of a snapshot uses, as far as one look tells.
  package init(of container: Container, in snapshot: Snapshot) {
    cpu = container.processor?.share
    isCPUCounted = cpu != nil
    isMemoryCounted = container.memory != nil
    memory =
      container.memory.map { Double($0.used) }
      ?? container.members.reduce(0) { $0 + Double(snapshot.process(pid: $1)?.residentBytes ?? 0) }
  }
}

extension Described {
  /// How busy a process kept a processor over its life, in percent, as ps(1) counts.
  func lifelongCPU(_ process: ProcessRecord) -> Double {
    let age = snapshot.age(of: process)
    return age > 0 ? Double(process.cpuTicks) / age : 0
  }
}
