import Namespaces
import SystemCalls
import Testing

@testable import Entering

@Suite struct HostileTargetTests {
  private let isolated: RootFixture

  init() throws {
    isolated = try RootFixture()
  }

  @Test(
    "a link to the host's file leads to the target's own, or nowhere",
    arguments: [
      "/etc/passwd", "../../../../../../etc/passwd", "/proc/self/root/etc/passwd",
    ])
  func link(_ target: String) throws {
    try isolated.directory.directory("etc")
    try isolated.directory.link("etc/passwd", to: target)
    #expect(try isolated.text("/etc/passwd") == nil)
  }

  @Test("a link that leads out by a link of /proc is no shell")
  func magicLink() throws {
    try isolated.directory.directory("bin")
    try isolated.directory.link("bin/sh", to: "/proc/self/root/bin/sh")
    let host = try TargetRootProbe(root: Descriptor.open("/", Descriptor.directoryPath))
    let (plain, magic) = (host.isExecutable("/bin/sh"), host.isExecutable("/proc/self/root/bin/sh"))
    #expect(plain && !magic)
    #expect(try isolated.shell() == nil)
  }

  @Test("a link that loops is no shell")
  func loop() throws {
    try isolated.directory.directory("bin")
    try isolated.directory.link("bin/bash", to: "sh")
    try isolated.directory.link("bin/sh", to: "bash")
    #expect(try isolated.shell("/bin/bash") == nil)
  }

  @Test("a fifo in place of passwd is not waited for")
  func fifo() throws {
    try isolated.directory.directory("etc")
    isolated.directory.fifo("etc/passwd")
    #expect(try isolated.text("/etc/passwd") == nil)
  }

  @Test("a passwd of 1 GiB is not read")
  func huge() throws {
    try isolated.directory.directory("etc")
    isolated.directory.sparse("etc/passwd", size: 1 << 30)
    #expect(try isolated.text("/etc/passwd") == nil)
  }

  @Test(
    "a file of the kernel's in place of passwd is neither read nor waited for",
    arguments: ["/proc/kmsg", "/proc/uptime", "/sys/kernel/uevent_seqnum"])
  func kernelFile(_ file: String) throws {
    try isolated.directory.link("passwd", to: file)
    let host = try TargetRootProbe(root: Descriptor.open("/", Descriptor.directoryPath))
    let passwd = "\(isolated.directory.path)/passwd"
    let (text, isThere, isSilent) = (host.text(of: passwd), host.isFile(passwd), host.isSilent)
    #expect(text == nil && isThere && !isSilent)
  }

  @Test("a passwd of an ordinary size is read")
  func ordinary() throws {
    try isolated.directory.directory("etc")
    try isolated.directory.write("me:x:7:8::/home:/bin/sh\n", to: "etc/passwd")
    #expect(try isolated.text("/etc/passwd") == "me:x:7:8::/home:/bin/sh\n")
  }

  @Test("a directory in place of a shell is none")
  func directory() throws {
    try isolated.directory.directory("bin/sh")
    #expect(try isolated.shell() == nil)
  }

  @Test("a shell is looked for below the target's root, busybox last")
  func shells() throws {
    try isolated.directory.directory("bin")
    try isolated.directory.write("", to: "bin/busybox", mode: 0o755)
    #expect(
      try isolated.shell()
        == TargetProgram(paths: ["/bin/busybox"], arguments: ["busybox", "sh"]))
    try isolated.directory.write("", to: "bin/sh", mode: 0o755)
    #expect(
      try isolated.shell()
        == TargetProgram(paths: ["/bin/sh"], arguments: ["sh"]))
  }

  @Test("a user's shell that only says no is passed over")
  func noLogin() throws {
    try isolated.directory.directory("bin")
    try isolated.directory.write("", to: "bin/false", mode: 0o755)
    try isolated.directory.write("", to: "bin/sh", mode: 0o755)
    #expect(try isolated.shell("/bin/false")?.paths == ["/bin/sh"])
  }

  @Test("a file that nobody may execute is no shell")
  func notExecutable() throws {
    try isolated.directory.directory("bin")
    try isolated.directory.write("", to: "bin/sh")
    #expect(try isolated.shell() == nil)
  }
}

extension LiveEntries {
  @Suite struct HostileTargets {
    @Test("a target that lays traps is entered all the same, and gets nothing of the host's")
    func traps() throws {
      let files = try TemporaryDirectory()
      for name in ["bin", "etc", "dev", "root"] { try files.directory(name) }
      try files.copy("/bin/busybox", to: "bin/busybox")
      // The host's shell and users, by ways that only lead there from outside.
      try files.link("bin/bash", to: "/proc/self/root/bin/bash")
      try files.link("bin/sh", to: "../../../../../../../../bin/sh")
      files.fifo("etc/passwd")
      files.sparse("etc/group", size: 1 << 30)
      files.fifo("dev/ptmx")
      let root = try Descriptor.open(files.path, Descriptor.directoryPath)
      let isolated = try IsolatedProcess(
        calls: [.unshare(flags: NamespaceKind.mnt.cloneFlag), .changeRoot(fd: root.rawValue)],
        program: ["/bin/busybox", "sleep", "600"])
      let snapshot = try look()
      var options = EntryOptions()
      options.streams = .terminal
      let plan = try EntryPlan(snapshot.target(isolated.pid), options: options, in: snapshot)
      // Its own shell, and a terminal from outside.
      #expect(
        plan.steps.contains { step in
          if case .execute(["/bin/busybox"], ["busybox", "sh"], _) = step { true } else { false }
        })
      #expect(plan.steps.contains(.openTerminal(inside: false, owner: 0)))
      let (output, code) = try enter(
        isolated.pid, .running("") { $0.command = ["/bin/busybox", "ls", "/"] })
      #expect(output == "bin\ndev\netc\nroot\n")
      #expect(code == 0)
    }
  }
}

/// A directory that plays a target's root.
private final class RootFixture {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  func text(_ path: String) throws -> String? { try probe().text(of: path) }

  func shell(_ preferred: String? = nil) throws -> TargetProgram? {
    try TargetProgram.shell(preferred: preferred, in: probe())
  }

  private func probe() throws -> TargetRootProbe {
    try TargetRootProbe(root: Descriptor.open(directory.path, Descriptor.directoryPath))
  }
}
