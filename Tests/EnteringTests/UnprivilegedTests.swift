import Foundation
import SystemCalls
import TestSupport
import Testing

/// `heya enter` as somebody without privileges runs it.
@Suite("Without privileges", .needs("setpriv", "unshare", "setsid"))
struct UnprivilegedTests {
  private let runtimeFixture: RuntimeFixture
  private let heya: String

  /// Somebody that owns nothing on this host.
  private static let user = [
    "setpriv", "--reuid", "64321", "--regid", "64321", "--groups", "64322",
  ]

  init() throws {
    runtimeFixture = try RuntimeFixture()
    try runtimeFixture.run("chmod", "755", runtimeFixture.directory)
    // The place of the build may be closed to others.
    heya = "\(runtimeFixture.directory)/heya"
    try runtimeFixture.run("cp", BuiltProgram.path("heya"), heya)
  }

  @Test("one's own user namespace is entered, the user namespace first")
  func own() throws {
    let pid = try isolated("--user", "--map-root-user", "--net", "--uts")
    let output = try enter(pid, "--", "sh", "-c", "id -u; readlink /proc/self/ns/net")
    #expect(try output == "0\n\(link(pid, "net"))")
  }

  @Test("its processes too, and its mounts")
  func processes() throws {
    let pid = try isolated(
      "--user", "--map-root-user", "--pid", "--fork", "--mount-proc", "--kill-child")
    #expect(try enter(pid, "--", "sh", "-c", "ps -e -o comm= | sort -u").contains("sleep"))
  }

  @Test("a user namespace below one's own is entered in one step")
  func nested() throws {
    let pid = try isolated(
      "--user", "--map-root-user", "unshare", "--user", "--map-root-user", "--net")
    let output = try enter(
      pid, "--", "sh", "-c", "id -u; readlink /proc/self/ns/user /proc/self/ns/net")
    #expect(try output == "0\n\(link(pid, "user"))\n\(link(pid, "net"))")
  }

  @Test("where the target forbids setgroups the groups stay, and are said to stay")
  func deniedGroups() throws {
    let pid = try isolated("--user", "--map-root-user")
    let plan = try enter(pid, "--explain", "--", "id", "-G")
    #expect(plan.contains("Keep your supplementary groups"))
    #expect(try enter(pid, "--", "id", "-G") == "0 65534")
  }

  @Test("a target without root is entered as the one user that it has")
  func noRoot() throws {
    let pid = try isolated("--user", "--map-user=7", "--map-group=8")
    #expect(try enter(pid, "--", "sh", "-c", "id -u; id -g") == "7\n8")
  }

  @Test("somebody else's target is refused with the missing capability and the line that would do")
  func refused() throws {
    let error = #expect(throws: RuntimeFixture.Failure.self) { try enter(1, "--only", "net") }
    let text = try #require(error?.description)
    #expect(text.contains("it takes CAP_SYS_PTRACE in user:[4026531837]; run heya with sudo"))
    #expect(text.contains("sudo heya enter 1 --only net"))
  }

  @Test("a new target needs a user namespace, and is made with one")
  func newNamespaces() throws {
    let error = #expect(throws: RuntimeFixture.Failure.self) { try new("--kinds", "pid,mnt") }
    #expect(error?.description.contains("--user-map self") == true)
    let output = try new(
      "--kinds", "pid,mnt", "--user-map", "self", "--", "sh", "-c", "id -u; echo $$")
    #expect(output == "0\n1")
  }

  private func enter(_ pid: Int32, _ arguments: String...) throws -> String {
    try runtimeFixture.run(Self.user + [heya, "enter", "\(pid)"] + arguments)
  }

  private func new(_ arguments: String...) throws -> String {
    try runtimeFixture.run(Self.user + [heya, "new"] + arguments)
  }

  /// The process that sleeps in new namespaces.
  private func isolated(_ arguments: String...) throws -> Int32 {
    let marker = "\(Int.random(in: 10_000_000...99_999_999))"
    try runtimeFixture.start(Self.user + ["unshare"] + arguments + ["sleep", marker])
    var pid: Int32?
    try runtimeFixture.wait(for: "a room") {
      pid = try runtimeFixture.run("pgrep", "-x", "-f", "sleep \(marker)").rows(" ").first
        .flatMap { Int32($0[0]) }
      return pid != nil
    }
    return try #require(pid)
  }

  private func link(_ pid: Int32, _ kind: String) throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/ns/\(kind)")
  }
}
