import Entering
import Kernel
import Namespaces
import Testing

extension RealRooms {
  @Suite struct LeftBehind {
    @Test("a process that goes on in the entry's session, and a namespace that it made")
    func session() throws {
      let room = try Room([.uts])
      let before = try look()
      let plan = try EntryPlan(
        before.target(room.pid), options: .running("unshare -n sleep 71234 >/dev/null 2>&1 &"),
        in: before)
      let outcome = try plan.perform()
      let after = try wait(for: "sleep 71234")
      let remains = Remains(of: outcome, from: before, to: after, session: Host.session)
      let left = try #require(remains.processes.first)
      #expect(remains.processes.map(\.command) == ["sleep 71234"])
      #expect(remains.namespaces.map(\.id.inode) == [left.links[.net]])
      try ProcessHandle(pid: left.pid).send(signal: 9)
    }

    @Test("a daemon that left the session, by the room's first process that adopted it")
    func daemon() throws {
      let room = try Room([.pid, .mnt])
      let before = try look()
      let plan = try EntryPlan(
        before.target(room.pid), options: .running("setsid sleep 71235 >/dev/null 2>&1 &"),
        in: before)
      let outcome = try plan.perform()
      let after = try wait(for: "sleep 71235")
      let remains = Remains(of: outcome, from: before, to: after, session: Host.session)
      #expect(remains.processes.map(\.command) == ["sleep 71235"])
      #expect(remains.namespaces.isEmpty)
    }

    @Test("nothing of what others start meanwhile")
    func others() throws {
      let room = try Room([.uts])
      let before = try look()
      let plan = try EntryPlan(before.target(room.pid), options: .running("true"), in: before)
      let outcome = try plan.perform()
      let other = try Room([.net])
      let remains = Remains(of: outcome, from: before, to: try look(), session: Host.session)
      #expect(remains.isEmpty)
      #expect(try look().process(pid: other.pid) != nil)
    }

    /// What there is once a command runs.
    private func wait(for command: String) throws -> Snapshot {
      var snapshot = try look()
      var tries = 0
      while !snapshot.processes.contains(where: { $0.command == command }), tries < 400 {
        snapshot = try look()
        tries += 1
      }
      return snapshot
    }
  }
}
