import Foundation
import Glibc
import TestSupport
import Testing

/// The built program where it can see little: without a /proc, with that of others, inside a pid
/// namespace, under a filter of system calls.
@Suite("heya where little can be seen", .needs("unshare", "nsenter", "mount", "sh", "ip"))
struct NarrowViewTests {
  private let runtimeFixture: RuntimeFixture
  private let heya = BuiltProgram.path("heya")

  init() throws { runtimeFixture = try RuntimeFixture() }

  /// What a command of sh(1) says and how it ends; the notes of heya are among what it says.
  private func sh(_ script: String) throws -> BuiltProgram.Output {
    try BuiltProgram.run(shell: script)
  }

  // MARK: Without /proc

  private func withoutProc(_ arguments: String) throws -> BuiltProgram.Output {
    try sh("unshare -m sh -c 'mount -t tmpfs none /proc; exec \(heya) \(arguments)'")
  }

  @Test(
    "without /proc the command that was given is told why it cannot be done",
    arguments: [
      "list", "tree", "show self", "why 1", "enter 1 -- echo ran", "new --kinds uts -- echo ran",
      "containers", "capture /dev/null",
    ])
  func noProc(arguments: String) throws {
    let output = try withoutProc(arguments)
    #expect(output.errors.contains("/proc is no proc file system"), "\(output.errors)")
    #expect(output.errors.contains("mount -t proc proc /proc"))
    #expect(output.text.isEmpty)
    #expect(output.status == 1 || output.status == 125)
  }

  @Test("without /proc the arguments are heeded")
  func noProcArguments() throws {
    let version = try withoutProc("--version")
    #expect(version.text.split(separator: ".").count == 3)
    #expect(version.status == 0)
    let wrong = try withoutProc("bogus")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("bogus"))
    #expect(wrong.errors.contains("/proc is no proc file system"))
  }

  // MARK: With the /proc of others

  /// Runs heya in the mount namespace of a process whose /proc is of a pid namespace of its own.
  private func amongOthers(_ arguments: String) throws -> BuiltProgram.Output {
    try sh(
      """
      unshare -pf --mount-proc sleep 60 & holder=$!
      while ! inside=$(pgrep -P $holder) || [ "$(cat /proc/$inside/comm)" != sleep ]; do sleep 0.02; done
      nsenter -m -t $holder \(heya) \(arguments); status=$?
      kill -9 $inside; wait $holder 2>/dev/null; exit $status
      """)
  }

  @Test("a /proc of others is looked at and told to be that")
  func foreign() throws {
    let list = try amongOthers("list --no-header")
    #expect(list.status == 0)
    #expect(list.text.hasPrefix("user "))
    #expect(list.errors.contains("not the one that heya is in"), "\(list.errors)")
    let first = try amongOthers("show 1")
    #expect(first.text.hasPrefix("process 1  sleep"), "\(first.text)")
    // What heya may do is not read from a /proc that does not know it.
    let network = try amongOthers("show net:[4026531833]")
    #expect(network.text.contains("yes, by rights in user:[4026531837]"), "\(network.text)")
  }

  @Test("in a /proc of others heya is nobody, and nothing there is entered by its number")
  func foreignSelf() throws {
    for question in ["show self", "why self", "compare self 1", "enter self -- echo ran"] {
      let output = try amongOthers(question)
      #expect(output.status != 0)
      #expect(output.text.isEmpty, "\(question): \(output.text)")
      #expect(output.errors.contains("heya itself is not in the pid namespace that /proc shows"))
    }
    for order in ["enter 1 -- echo ran", "new --kinds uts -- echo ran"] {
      let output = try amongOthers(order)
      #expect(output.status == 125)
      #expect(output.text.isEmpty)
      #expect(output.errors.contains("/proc shows another pid namespace"), "\(output.errors)")
    }
  }

  @Test("self is heya itself where /proc is that of a pid namespace above")
  func outerSelf() throws {
    let output = try sh("unshare -pf sh -c '\(heya) show self; true'")
    #expect(output.text.contains("\(heya) show self"), "\(output.text)")
    #expect(!output.text.hasPrefix("process 1 "))
  }

  // MARK: Inside a pid namespace

  @Test("why from inside a pid namespace does not promise that a pinned network goes")
  func whyInside() throws {
    let name = "heya-narrow-\(getpid())"
    try runtimeFixture.run("ip", "netns", "add", name)
    defer { _ = try? runtimeFixture.run("ip", "netns", "delete", name) }
    // Outside, a process lives there.
    let helper = try runtimeFixture.start("ip", "netns", "exec", name, "sleep", "60")
    try runtimeFixture.wait(for: "the guest") {
      try RuntimeFixture.text(of: "/proc/\(helper.pid)/comm") == "sleep\n"
    }
    let outside = try sh("\(heya) why /run/netns/\(name)")
    #expect(outside.text.contains("process \(helper.pid), sleep 60"), "\(outside.text)")
    #expect(!outside.text.contains("out of view"))
    let inside = try sh("unshare -pf --mount-proc \(heya) why /run/netns/\(name)")
    #expect(inside.text.contains("is unmounted in"))
    #expect(inside.text.contains("Processes out of view may keep it alive as well"))
    #expect(inside.text.contains("heya itself sits in pid:["))
    let japanese = try sh("unshare -pf --mount-proc \(heya) why --lang ja /run/netns/\(name)")
    #expect(japanese.text.contains("見える範囲の外のプロセス"))
    let notes = try sh("unshare -Urpf --mount-proc \(heya) list")
    for kind in ["pid", "user", "mnt"] {
      #expect(notes.errors.contains("heya itself sits in \(kind):["), "\(notes.errors)")
    }
  }

  // MARK: Under a filter

  @Test(
    "a filter of an old engine, which refuses newer calls, is worked around",
    arguments: [EPERM, ENOSYS])
  func filter(error: Int32) throws {
    let filtered = "\(BuiltProgram.path("HelperProcess")) --refuse \(error) \(heya)"
    let shown = try sh("\(filtered) show self")
    #expect(shown.text.contains("\(heya) show self"), "\(shown.errors)")
    let unshared = try runtimeFixture.start("unshare", "-upf", "--mount-proc", "sleep", "60")
    try runtimeFixture.wait(for: "the room") { RealProcess.children(of: unshared.pid).count == 1 }
    let helper = try #require(RealProcess.children(of: unshared.pid).first)
    // unshare(1) itself does not heed SIGTERM while it waits.
    defer { kill(helper, SIGKILL) }
    try runtimeFixture.wait(for: "its program") {
      try RuntimeFixture.text(of: "/proc/\(helper)/comm") == "sleep\n"
    }
    let entered = try sh(
      "\(filtered) enter \(helper) -- sh -c 'readlink /proc/self/ns/uts; exit 7'")
    #expect(entered.status == 7, "\(entered.errors)")
    #expect(entered.text == RealProcess.link(helper, "uts").map { $0 + "\n" })
    // The command is found by links of the namespace, which lead nowhere else; a plan joins one by
    // one what setns(2) cannot join together without a pidfd.
    let plan = try sh("\(filtered) enter --explain \(helper) -- sh")
    #expect(plan.status == 0, "\(plan.errors)")
    // It tells the calls that are made here, and their pages.
    let held = "openat(AT_FDCWD, \"/proc/\(helper)\", O_DIRECTORY)"
    #expect(plan.text.contains(held), "\(plan.text)")
    #expect(!plan.text.contains("pidfd"), "\(plan.text)")
    let made = try sh("\(filtered) new --kinds uts,pid,mnt -- sh -c 'exit 9'")
    #expect(made.status == 9, "\(made.errors)")
    // What cannot be done otherwise is named with its reason, and root is not sent to sudo.
    let all = try sh("\(filtered) list")
    #expect(all.status == 0)
    #expect(all.errors.contains("a seccomp filter"), "\(all.errors)")
    #expect(!all.errors.contains("sudo"))
  }

  @Test("root that lacks a capability is told which, and not to use sudo")
  func lackingRoot() throws {
    let child = try runtimeFixture.start("unshare", "-U", "sleep", "60")
    try runtimeFixture.wait(for: "the guest") {
      try RuntimeFixture.text(of: "/proc/\(child.pid)/comm") == "sleep\n"
    }
    let output = try sh("setpriv --bounding-set -sys_ptrace --inh-caps -sys_ptrace \(heya) list")
    #expect(output.status == 0)
    #expect(!output.errors.contains("sudo"), "\(output.errors)")
    #expect(
      output.errors.contains("CAP_SYS_PTRACE, which heya lacks although it is root"),
      "\(output.errors)")
    // Looking inside is refused with the capability and where it must be held.
    let own = RealProcess.link(getpid(), "net")
    let net = try runtimeFixture.start("unshare", "--net", "sleep", "60")
    try runtimeFixture.wait(for: "the network") {
      let name = try RuntimeFixture.text(of: "/proc/\(net.pid)/comm")
      return RealProcess.link(net.pid, "net") != own && name == "sleep\n"
    }
    let namespace = try #require(RealProcess.link(net.pid, "net"))
    let inside = try sh(
      "setpriv --bounding-set -sys_admin --inh-caps -sys_admin \(heya) show '\(namespace)'")
    #expect(inside.text.contains("it takes CAP_SYS_ADMIN in user:["), "\(inside.text)")
    #expect(!inside.text.contains("sudo"))
    let filtered = try sh(
      "\(BuiltProgram.path("HelperProcess")) --refuse \(EPERM) \(heya) show '\(namespace)'")
    #expect(!filtered.text.contains("CAP_SYS_ADMIN in"), "\(filtered.text)")
  }
}
