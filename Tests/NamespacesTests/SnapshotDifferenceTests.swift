import Namespaces
import TestSupport
import Testing

@Suite("What changed between two snapshots")
struct SnapshotDifferenceTests {
  @Test("nothing changed in the same host")
  func same() {
    let host = snapshot([(1, 0, 1, 10)])
    #expect(SnapshotDifference(from: host, to: host).isEmpty)
  }

  @Test("a process that went to a new namespace moved, and the namespace appeared")
  func moved() {
    let difference = SnapshotDifference(
      from: snapshot([(1, 0, 1, 10), (42, 1, 5, 10)]),
      to: snapshot([(1, 0, 1, 10), (42, 1, 5, 20)]))
    let process = ProcessID(pid: 42, startTicks: 5)
    #expect(difference.moved == [.init(process: process, kind: .net, from: 10, to: 20)])
    #expect(difference.appeared.map(\.inode) == [20])
    #expect(difference.started.isEmpty && difference.ended.isEmpty)
  }

  @Test("a pid that was given to another process ended and started, and did not move")
  func reusedPID() {
    let difference = SnapshotDifference(
      from: snapshot([(42, 1, 5, 10)]), to: snapshot([(42, 1, 9, 20)]))
    #expect(difference.ended == [ProcessID(pid: 42, startTicks: 5)])
    #expect(difference.started == [ProcessID(pid: 42, startTicks: 9)])
    #expect(difference.moved.isEmpty)
  }

  @Test("an inode that was given to another namespace vanished and appeared")
  func reusedInode() {
    let difference = SnapshotDifference(
      from: snapshot([(42, 1, 5, 10)], unique: [10: 100]),
      to: snapshot([(42, 1, 5, 10)], unique: [10: 200]))
    #expect(difference.vanished.map(\.unique) == [100])
    #expect(difference.appeared.map(\.unique) == [200])
  }
}
