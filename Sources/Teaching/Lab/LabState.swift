package import Namespaces

/// Where a lab's innermost shell was at some moment, and the system around it.
package struct LabState: Sendable {
  /// The system at that moment.
  package var snapshot: Snapshot

  /// The shell that reads the learner's commands.
  package var shell: ProcessRecord

  /// The processes of the lab, the outermost first.
  package var processes: [ProcessRecord]

  /// Finds the innermost shell below the process `lab`; nil when there is none.
  init?(snapshot: Snapshot, lab: Int32) {
    var depths: [Int32: Int] = [lab: 0]
    var deepest: (depth: Int, shell: ProcessRecord)?
    processes = snapshot.process(pid: lab).map { [$0] } ?? []
    // A child can have a lower pid than its parent once the numbers have wrapped around: repeat
    // until nothing is added.
    var isComplete = false
    while !isComplete {
      isComplete = true
      for process in snapshot.processes where depths[process.pid] == nil {
        guard let depth = depths[process.parent].map({ $0 + 1 }) else { continue }
        depths[process.pid] = depth
        processes.append(process)
        isComplete = false
        if process.name == "sh", depth >= deepest?.depth ?? 0 { deepest = (depth, process) }
      }
    }
    guard let deepest else { return nil }
    self.snapshot = snapshot
    shell = deepest.shell
  }

  /// Where each of those is who came into the lab from outside, as a learner's own shell does, and
  /// whatever they started.
  func joinedProcesses(in now: Snapshot) -> [LabState] {
    let members = Set(processes.map(\.pid))
    let pidNamespaces = Set(processes.map { $0.links[.pid] })
    let joined = now.processes.filter { pidNamespaces.contains($0.links[.pid]) }.map(\.pid)
    let joinedProcesses = now.descendants(of: Set(joined).subtracting(members)).subtracting(members)
    return now.processes.filter { joinedProcesses.contains($0.pid) }.map { newcomer in
      var place = self
      (place.snapshot, place.shell) = (now, newcomer)
      return place
    }
  }
}
