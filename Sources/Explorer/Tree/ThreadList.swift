import Namespaces

/// The threads beside the main one of every process, while they are shown.
struct ThreadList: Sendable {
  private let entries: [Entry]
  private let groups: FlatGroups?

  private struct Entry: Sendable {
    var process: Int32
    var record: ThreadRecord
    var cpu: Double
  }

  /// Lists the threads of a snapshot; what they used is counted since the snapshot `before`.
  init(_ snapshot: Snapshot, since before: Snapshot?) {
    let elapsed = before.map { snapshot.taken - $0.taken } ?? 0
    var entries: [Entry] = []
    for (pid, threads) in snapshot.threads {
      guard let process = snapshot.processIndex(pid: pid) else { continue }
      let old = Dictionary(
        (before?.threads[pid] ?? []).map { ($0.tid, $0.cpuTicks) },
        uniquingKeysWith: { first, _ in first })
      for thread in threads {
        let ticks = old[thread.tid].map { thread.cpuTicks >= $0 ? thread.cpuTicks - $0 : 0 } ?? 0
        entries.append(
          Entry(
            process: Int32(process), record: thread,
            cpu: elapsed > 0 ? Double(ticks) / elapsed : 0))
      }
    }
    self.entries = entries
    groups =
      entries.isEmpty
      ? nil
      : FlatGroups(
        groups: snapshot.processes.count,
        pairs: entries.enumerated().map { (group: $1.process, value: Int32($0)) })
  }

  /// The positions of a process's threads.
  func threads(of process: Int32) -> ArraySlice<Int32> { groups?[Int(process)] ?? [] }

  /// The position of a thread of a process; nil when it is not there.
  func position(of tid: Int32, in process: Int32) -> Int32? {
    threads(of: process).first { entries[Int($0)].record.tid == tid }
  }

  /// The position of the process that a thread belongs to, the thread, and its share of one CPU in
  /// percent.
  subscript(position: Int32) -> (process: Int32, record: ThreadRecord, cpu: Double) {
    let entry = entries[Int(position)]
    return (entry.process, entry.record, entry.cpu)
  }
}
