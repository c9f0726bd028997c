import Foundation
import Glibc
import Namespaces
import TestSupport
import Testing

@testable import Scanning

/// What one user does to make looking long and large, for real, and limits that it soon reaches.
@Suite(
  "Users who make looking expensive", .serialized,
  .needs("python3", "setpriv"))
struct ExpensiveUserTests {
  /// A process of the user nobody that has done something and waits.
  private final class Adversary {
    private let process = Process()
    private let output = Pipe()

    /// Runs a Python program, and waits until it says that it is ready.
    init(_ program: String) throws {
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      let user = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
      process.arguments =
        user + [
          "/usr/bin/python3", "-c",
          "import ctypes, os, sys\n\(program)\nprint('ready', flush=True)\nsys.stdin.read()",
        ]
      process.standardOutput = output
      process.standardInput = Pipe()
      try process.run()
      let line = output.fileHandleForReading.availableData
      #expect(String(decoding: line, as: UTF8.self).contains("ready"))
    }

    deinit {
      // SIGTERM may be blocked, as it is in the runner of the tests.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }

  /// How many notes tell that not all was looked at of what the user nobody has.
  private func cuts(_ thing: Unseen.Thing, within limits: SearchLimits) throws -> Int {
    var scanner = try NamespaceScanner(
      listnsSearch: ListnsSearch(list: { _ in [] }, wanted: []), limits: limits)
    return try scanner.scan().unseen
      .filter { $0.what == .thing(thing) && $0.reason == .share(of: "nobody") }
      .reduce(0) { $0 + $1.count }
  }

  @Test("thousands of mounts at one place are read for a while, and it is said")
  func stackedMounts() throws {
    let adversary = try Adversary(
      """
      libc = ctypes.CDLL(None, use_errno=True)
      uid = os.getuid()
      assert libc.unshare(0x10020000) == 0
      open('/proc/self/setgroups', 'w').write('deny')
      open('/proc/self/uid_map', 'w').write(f'0 {uid} 1')
      assert libc.mount(b'x', b'/mnt', b'tmpfs', 0, None) == 0
      for _ in range(4000):
        assert libc.mount(b'/mnt', b'/mnt', None, 4096, None) == 0
      """)
    var limits = SearchLimits()
    (limits.mountSeconds, limits.mountSecondsOfUser) = (.infinity, .infinity)
    #expect(try cuts(.mounts, within: limits) == 0)
    // The kernel takes many times as long to list them.
    limits.mountSeconds = 0.002
    #expect(try cuts(.mounts, within: limits) > 0)
    // What one namespace may take all others of the user may take together.
    (limits.mountSeconds, limits.mountSecondsOfUser) = (.infinity, 0.002)
    #expect(try cuts(.mounts, within: limits) > 0)
    withExtendedLifetime(adversary) {}
  }

  @Test("of thousands of descriptors some are looked at, and it is said")
  func descriptors() throws {
    let adversary = try Adversary("for number in range(10, 1000): os.dup2(0, number)")
    var limits = SearchLimits()
    #expect(try cuts(.openFiles, within: limits) == 0)
    limits.descriptorsOfUser = 500
    #expect(try cuts(.openFiles, within: limits) > 0)
    withExtendedLifetime(adversary) {}
  }
}
