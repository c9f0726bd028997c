import Namespaces

/// CPU and memory of processes and, summed, of the namespaces that they are in.
struct ResourceUsage: Sendable {
  /// Whether there was a snapshot before to compare with; without one all shares of a CPU are 0.
  let isMeasured: Bool

  /// The share of one CPU since the snapshot before, in percent, by position of the process.
  let processCPU: [Double]

  /// The same, summed over the members, by position of the namespace.
  let namespaceCPU: [Double]

  /// Resident memory in bytes summed over the members, by position of the namespace; pages that
  /// processes share count for each of them.
  let namespaceMemory: [Double]

  /// The sum over all processes of the share of one CPU, in percent.
  let totalCPU: Double

  /// The sum over all processes of resident memory in bytes.
  let totalMemory: Double

  /// Compares with the snapshot `before`; processes in `removedObjects` are gone and count for
  /// nothing.
  init(of snapshot: Snapshot, index: TreeIndex, since before: Snapshot?, removedObjects: Set<Int32>)
  {
    let count = snapshot.processes.count
    var cpu = [Double](repeating: 0, count: count)
    var (cpuOfNamespaces, memoryOfNamespaces) = (
      [Double](repeating: 0, count: snapshot.namespaces.count),
      [Double](repeating: 0, count: snapshot.namespaces.count)
    )
    var (totalCPU, totalMemory) = (0.0, 0.0)
    let elapsed = before.map { snapshot.taken - $0.taken } ?? 0
    isMeasured = elapsed > 0
    // Fields are read in place: to copy 10,000 records would cost more than to add them up.
    let (new, old) = (snapshot.processes, before?.processes ?? [])
    var next = 0
    for position in new.indices {
      if !removedObjects.isEmpty, removedObjects.contains(new[position].pid) { continue }
      while next < old.count, old[next].pid < new[position].pid { next += 1 }
      if next < old.count, old[next].id == new[position].id, elapsed > 0,
        new[position].cpuTicks >= old[next].cpuTicks
      {
        // A tick is a hundredth of a second, so ticks per second are percent.
        cpu[position] = Double(new[position].cpuTicks - old[next].cpuTicks) / elapsed
      }
      let memory = Double(new[position].residentBytes)
      totalCPU += cpu[position]
      totalMemory += memory
      for kind in NamespaceKind.allCases {
        let namespace = Int(index.namespace(of: Int32(position), kind))
        guard namespace >= 0 else { continue }
        cpuOfNamespaces[namespace] += cpu[position]
        memoryOfNamespaces[namespace] += memory
      }
    }
    processCPU = cpu
    namespaceCPU = cpuOfNamespaces
    namespaceMemory = memoryOfNamespaces
    self.totalCPU = totalCPU
    self.totalMemory = totalMemory
  }
}
