import Foundation
import Glibc
import Limits
import Namespaces
import TestSupport
import Testing

@testable import Scanning

/// What one user does to make looking long and large, for real.
@Suite(
  "Users who make looking expensive", .serialized,
  .disabled("not yet tried out to its end: making the mounts may take minutes"),
  .needs("python3", "setpriv", "unshare"))
struct ExpensiveUserTests {
  /// A process of the user nobody that has done something and waits.
  private final class Adversary {
    private let process = Process()
    private let output = Pipe()

    /// Runs a Python program after `command`, and waits until it says that it is ready.
    init(_ command: [String], _ program: String) throws {
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      let user = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
      process.arguments =
        command + user + [
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
      process.terminate()
      process.waitUntilExit()
    }

    var pid: Int32 { process.processIdentifier }
  }

  private func look() throws -> (snapshot: Snapshot, seconds: Double) {
    let start = ContinuousClock.now
    var scanner = try NamespaceScanner()
    let snapshot = try scanner.scan()
    return (snapshot, Double((ContinuousClock.now - start).components.seconds))
  }

  private func count(_ thing: Unseen.Thing, in snapshot: Snapshot) -> Int {
    snapshot.unseen.filter { $0.what == .thing(thing) && $0.reason == .share(of: "nobody") }
      .reduce(0) { $0 + $1.count }
  }

  @Test("thousands of mounts at one place are read for a while, and it is said")
  func stackedMounts() throws {
    let before = try look()
    #expect(count(.mounts, in: before.snapshot) == 0)
    let adversary = try Adversary(
      [],
      """
      libc = ctypes.CDLL(None, use_errno=True)
      uid = os.getuid()
      assert libc.unshare(0x10020000) == 0
      open('/proc/self/setgroups', 'w').write('deny')
      open('/proc/self/uid_map', 'w').write(f'0 {uid} 1')
      assert libc.mount(b'x', b'/mnt', b'tmpfs', 0, None) == 0
      for _ in range(9000):
        assert libc.mount(b'/mnt', b'/mnt', None, 4096, None) == 0
      """)
    let during = try look()
    #expect(during.snapshot.process(pid: adversary.pid) != nil)
    #expect(count(.mounts, in: during.snapshot) == 1)
    // Many times what it should take: others may work on this machine.
    #expect(during.seconds < before.seconds + 20)
  }

  @Test("of hundreds of thousands of descriptors some are looked at, and it is said")
  func descriptors() throws {
    let many = ReadLimits.descriptorsOfUser * 3 / 2
    // As many processes as it takes to have so many.
    let adversary = try Adversary(
      [],
      """
      import resource, signal
      most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
      most = min(most, 100_000)
      resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
      for number in range(10, most): os.dup2(0, number)
      libc = ctypes.CDLL(None)
      for _ in range(\(many) // most):
        if os.fork() == 0:
          libc.prctl(1, signal.SIGKILL)
          signal.pause()
      """)
    let snapshot = try look().snapshot
    #expect(snapshot.process(pid: adversary.pid) != nil)
    #expect(count(.openFiles, in: snapshot) > 0)
  }
}
