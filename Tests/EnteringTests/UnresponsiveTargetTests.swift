import Glibc
import Namespaces
import SystemCalls
import TestSupport
import Testing

@testable import Entering

/// Targets whose files are served by somebody who falls silent.
@Suite("Files that never answer", .needs("python3", "mount", "umount"), .serialized)
struct UnresponsiveTargetTests {
  private let runtimeFixture: RuntimeFixture

  init() throws {
    runtimeFixture = try RuntimeFixture()
  }

  @Test("are given up, and nobody waits for them a second time")
  func probe() throws {
    let files = try UnresponsiveFileSystem(in: runtimeFixture, at: "root/etc")
    try files.fallSilent()
    let root = "\(runtimeFixture.directory)/root"
    let probe = try TargetRootProbe(root: Descriptor.open(root, Descriptor.directoryPath))
    let isThere = probe.isDirectory("/")
    #expect(isThere)
    let wasSilent = probe.isSilent
    let passwd = probe.text(of: "/etc/passwd")
    #expect(passwd == nil)
    let (isSilent, shell) = (probe.isSilent, probe.isDirectory("/"))
    #expect(!wasSilent && isSilent && !shell)
  }

  @Test("as the root of a process: its target is refused with a way out")
  func root() throws {
    let files = try UnresponsiveFileSystem(in: runtimeFixture)
    let script = "import os, sys, time; os.chroot(sys.argv[1]); time.sleep(600)"
    let process = try runtimeFixture.start("python3", "-c", script, files.path)
    try runtimeFixture.wait(for: "chroot") {
      try runtimeFixture.run("readlink", "/proc/\(process.pid)/root") == files.path
    }
    try files.fallSilent()
    let snapshot = try look()
    #expect(throws: PreflightError.silent) {
      try EntryPlan(snapshot.target(process.pid), options: .running("true"), in: snapshot)
    }
  }

  @Test("above a pin: neither a look at the host nor an entry nor its removal waits for ever")
  func pin() throws {
    let files = try UnresponsiveFileSystem(in: runtimeFixture)
    let path: String
    let inode: UInt32
    do {
      let isolated = try IsolatedProcess([.uts])
      inode = try isolated.inode(.uts)
      path = try files.pin("/proc/\(isolated.pid)/ns/uts")
    }
    let options = EntryOptions.running("readlink /proc/self/ns/uts")
    let before = try look()
    let namespace = try #require(before.namespace(inode: inode))
    let plan = try EntryPlan(.namespace(namespace.id), options: options, in: before)
    #expect(try plan.output().output == "uts:[\(inode)]\n")

    try files.fallSilent()
    let after = try look()
    let own = after.observer.links[.mnt]
    let holders = try #require(after.namespace(inode: inode)).holders
    #expect(holders.contains(.mount(path: RawPath(path), mountNamespace: own)))
    let failure = #expect(throws: ExecutionError.self) { try plan.perform() }
    #expect(failure?.error == .timedOut)
    #expect(failure?.description.contains("end that server") == true)
    let unpinning = try Unmount(namespace.id, at: RawPath(path), in: before)
    #expect(throws: UnmountError.silent(RawPath(path))) { try unpinning.perform() }
  }

  @Test("at a step: it is given up when patience is over, and the child with it")
  func step() throws {
    let files = try UnresponsiveFileSystem(in: runtimeFixture)
    let isolated = try IsolatedProcess([.uts])
    let snapshot = try look()
    let target = try snapshot.target(isolated.pid)
    var facts = TargetInspection()
    facts.directory = "\(files.path)/pin"
    facts.program = TargetProgram(paths: ["/bin/true"], arguments: ["true"])
    var options = EntryOptions.running("true")
    options.directory = facts.directory
    let plan = EntryPlan(
      target, options: options,
      route: try EntryRoute(to: target, kinds: options.kinds, in: snapshot), facts: facts,
      joinsTogether: true, isPrivileged: true)
    let children = try children()
    try files.fallSilent()
    var caller = EntryCaller()
    caller.timeout = .milliseconds(500)
    let failure = #expect(throws: ExecutionError.self) { try plan.perform(from: caller) }
    #expect(failure?.step == .changeDirectory("\(files.path)/pin", mustBe: true))
    #expect(failure?.error == .timedOut)
    #expect(failure?.code == 125)
    // The step before was done, the one that hangs was not.
    #expect(failure?.calls.last?.error == nil)
    #expect(try self.children() == children)
  }

  private func children() throws -> [Int32] {
    try look().processes.filter { $0.parent == Host.processID }.map(\.pid)
  }

  @Test("on the way of a link of /proc: a path that somebody names is given up as well")
  func linkOfProcess() throws {
    let files = try UnresponsiveFileSystem(in: runtimeFixture, swallows: true)
    let script = "import os, sys, time; os.chdir(sys.argv[1]); time.sleep(600)"
    let process = try runtimeFixture.start("python3", "-c", script, files.path)
    try runtimeFixture.wait(for: "chdir") {
      try runtimeFixture.run("readlink", "/proc/\(process.pid)/cwd") == files.path
    }
    try files.fallSilent()
    #expect(throws: Errno.timedOut) {
      _ = try NamespaceHandle(at: Array("/proc/\(process.pid)/cwd/pin".utf8CString))
    }
    let own = try NamespaceHandle(at: Array("/proc/self/ns/uts".utf8CString)).status().inode
    let same = try NamespaceHandle(at: Array("/proc/\(getpid())/ns/uts".utf8CString)).status()
    #expect(own == same.inode)
    files.end()
  }
}
