import Namespaces
import SystemCalls
import Testing

@testable import Entering

extension LiveEntries {
  @Suite struct LeftBehind {
    @Test("a process that goes on in the entry's session, and a namespace that it made")
    func session() throws {
      let isolated = try IsolatedProcess([.uts])
      let before = try look()
      let plan = try EntryPlan(
        before.target(isolated.pid), options: .running("unshare -n sleep 71234 >/dev/null 2>&1 &"),
        in: before)
      let outcome = try plan.perform()
      let after = try wait(for: "sleep 71234")
      let leftovers = Leftovers(of: outcome, from: before, to: after)
      let left = try #require(leftovers.processes.first)
      #expect(leftovers.processes.map(\.command) == ["sleep 71234"])
      #expect(leftovers.namespaces.map(\.id.inode) == [left.links[.net]])
      try ProcessHandle(pid: left.pid).send(signal: 9)
    }

    @Test("a daemon that left the session, by the target's first process that adopted it")
    func daemon() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      let before = try look()
      let plan = try EntryPlan(
        before.target(isolated.pid), options: .running("setsid sleep 71235 >/dev/null 2>&1 &"),
        in: before)
      let outcome = try plan.perform()
      let after = try wait(for: "sleep 71235")
      let leftovers = Leftovers(of: outcome, from: before, to: after)
      #expect(leftovers.processes.map(\.command) == ["sleep 71235"])
      #expect(leftovers.namespaces.isEmpty)
    }

    @Test("nothing of what others start and pin meanwhile, were it in the same files")
    func others() throws {
      let isolated = try IsolatedProcess([.uts])
      let before = try look()
      let plan = try EntryPlan(before.target(isolated.pid), options: .running("true"), in: before)
      let outcome = try plan.perform()
      let other = try IsolatedProcess([.net])
      let pin = try Pin()
      let pinned = try pin.keep(.uts)
      let after = try look()
      #expect(Leftovers(of: outcome, from: before, to: after).isEmpty)
      #expect(after.process(pid: other.pid) != nil)
      #expect(after.namespace(inode: pinned)?.members.isEmpty == true)
    }

    @Test("a pin in files that came with the entry")
    func pinned() throws {
      let isolated = try IsolatedProcess([.uts])
      let before = try look()
      let line =
        "touch /run/pin; unshare -n mount --bind /proc/self/ns/net /run/pin; "
        + "sleep 71237 >/dev/null 2>&1 &"
      let plan = try EntryPlan(
        before.target(isolated.pid),
        options: .running("unshare -m sh -c 'mount -t tmpfs none /run; \(line)'"), in: before)
      let outcome = try plan.perform()
      let after = try wait(for: "sleep 71237")
      let leftovers = Leftovers(of: outcome, from: before, to: after)
      #expect(leftovers.processes.map(\.command) == ["sleep 71237"])
      #expect(Set(leftovers.namespaces.map(\.kind)) == [.mnt, .net])
      for process in leftovers.processes { try ProcessHandle(pid: process.pid).send(signal: 9) }
    }

    @Test("nothing that the target's first process starts itself")
    func worker() throws {
      let directory = try TemporaryDirectory()
      directory.fifo("bell")
      let bell = directory.path + "/bell"
      let isolated = try IsolatedProcess(
        calls: [.unshare(flags: NamespaceKind.pid.cloneFlag), .fork],
        program: ["/bin/sh", "-c", "read x <\(bell); unshare -u sleep 71236 & wait"])
      let before = try look()
      let plan = try EntryPlan(
        before.target(isolated.pid), options: .running("echo >\(bell); sleep 0.1"), in: before)
      let outcome = try plan.perform()
      let after = try wait(for: "sleep 71236")
      #expect(Leftovers(of: outcome, from: before, to: after).isEmpty)
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

/// Whose a process is that a target's first process has for a child since an entry.
@Suite("A new child of a target's first process")
struct AdoptionTests {
  private static let isolated: [NamespaceKind: UInt32] = [.pid: 40, .uts: 41]

  /// The first process of the target is in session 150, which a process began that has ended.
  @Test(
    "was left by an entry when neither its session nor its cgroup says otherwise",
    arguments: [
      (900, "0::/user\n", "0::/user\n", true), (200, "0::/user\n", "0::/user\n", false),
      (150, "0::/user\n", "0::/user\n", false),
      (900, "0::/room\n", "0::/user\n", false), (800, "0::/room\n", "0::/user\n", true),
      (900, "0::/room\n", nil, true), (200, "0::/room\n", nil, false),
      (150, "0::/room\n", nil, false),
    ])
  func lookup(session: Int32, cgroups: String, entry: String?, isLeft: Bool) {
    var fixture = HostFixture()
    fixture.add(.pid, 40)
    fixture.add(.uts, 41)
    fixture.add(first: 200, in: Self.isolated)
    let before = fixture.snapshot
    fixture.add(.uts, 42)
    fixture.add(process: 900, parent: 200, in: [.pid: 40, .uts: 42])
    var links = before.observer.links
    for (kind, inode) in Self.isolated { links[kind] = inode }
    let outcome = EntryOutcome(
      end: .ended(.exited(0)), process: 800, links: links, cgroups: entry, calls: [])
    let leftovers = Leftovers(
      of: outcome, from: before, to: fixture.snapshot,
      lookup: Leftovers.ProcessLookup(
        session: { $0 == 900 ? session : 150 }, cgroups: { _ in cgroups }))
    #expect(leftovers.processes.map(\.pid) == (isLeft ? [900] : []))
    #expect(leftovers.namespaces.map(\.id.inode) == (isLeft ? [42] : []))
  }

  @Test("was not left by an entry when its session began out of sight, as the target's own did")
  func outside() {
    var fixture = HostFixture()
    fixture.add(.pid, 40)
    fixture.add(first: 200, in: [.pid: 40])
    let before = fixture.snapshot
    fixture.add(process: 900, parent: 200, in: [.pid: 40])
    var links = before.observer.links
    links[.pid] = 40
    let outcome = EntryOutcome(
      end: .ended(.exited(0)), process: 800, links: links, cgroups: nil, calls: [])
    let leftovers = Leftovers(
      of: outcome, from: before, to: fixture.snapshot,
      lookup: Leftovers.ProcessLookup(session: { _ in 0 }, cgroups: { _ in "" }))
    #expect(leftovers.isEmpty)
  }

  @Test("makes no namespace the entry's in which others live as well")
  func shared() {
    var fixture = HostFixture()
    let before = fixture.snapshot
    fixture.add(.net, 50)
    fixture.add(process: 900, in: [.net: 50])
    fixture.add(process: 901, in: [.net: 50])
    let outcome = EntryOutcome(
      end: .ended(.exited(0)), process: 900, links: before.observer.links, cgroups: "", calls: [])
    let leftovers = Leftovers(
      of: outcome, from: before, to: fixture.snapshot,
      lookup: Leftovers.ProcessLookup(session: { $0 }, cgroups: { _ in "" }))
    #expect(leftovers.processes.map(\.pid) == [900])
    #expect(leftovers.namespaces.isEmpty)
  }
}
