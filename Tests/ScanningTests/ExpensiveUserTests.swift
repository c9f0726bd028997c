import BPFIterators
import Foundation
import Glibc
import Limits
import Namespaces
import TestSupport
import Testing

@testable import Scanning

/// What one user does to make looking long and large, for real, and limits that it soon reaches.
@Suite(
  "Users who make looking expensive", .serialized,
  .needs("python3"), .requiresRoot)
struct ExpensiveUserTests {
  /// A process of the user nobody that has done something and waits.
  private final class Adversary {
    private let process = Process()
    private let output = Pipe()

    /// Runs a Python program, and waits until it says that it is ready.
    ///
    /// - Parameters:
    ///   - program: the program.
    ///   - groups: in how many groups the user is.
    /// - Throws: what starting it fails with.
    init(_ program: String, groups: Int = 0) throws {
      process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
      process.arguments = [
        "-c",
        """
        import ctypes, os, sys, threading
        os.setgroups(range(1, \(groups + 1)))
        os.setresgid(65534, 65534, 65534)
        os.setresuid(65534, 65534, 65534)
        # As after execve(2): its files in /proc are the user's.
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
        \(program)
        print('ready', flush=True)
        sys.stdin.read()
        """,
      ]
      process.standardOutput = output
      process.standardInput = Pipe()
      try process.run()
      let line = output.fileHandleForReading.availableData
      #expect(String(decoding: line, as: UTF8.self).contains("ready"))
    }

    var pid: Int32 { process.processIdentifier }

    deinit {
      // SIGTERM may be blocked, as it is in the runner of the tests.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }

  /// How many notes tell that not all was looked at of what the user nobody has.
  private func cuts(
    _ thing: Unseen.Thing, within limits: SearchLimits, _ iterators: KernelIterators? = nil
  ) throws -> Int {
    var scanner = try NamespaceScanner(
      listnsSearch: ListnsSearch(list: { _ in [] }, wanted: []), limits: limits,
      iterators: iterators)
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

  @Test("of hundreds of threads some are looked at, and it is said")
  func threads() throws {
    let adversary = try Adversary(
      """
      stay = threading.Event()
      for _ in range(300): threading.Thread(target=stay.wait, daemon=True).start()
      """)
    var limits = SearchLimits()
    #expect(try cuts(.someThreads, within: limits) == 0)
    limits.threadsOfUser = 100
    #expect(try cuts(.someThreads, within: limits) == 1)
    var table = try ThreadTable(root: "/proc", limits: limits)
    let record = try ProcessReader.threaded(adversary.pid)
    for changed in [[record.pid], []] {
      let listed = table.threads(of: [record], changed: changed)
      #expect(listed[record.pid]?.count == ReadLimits.threads + 100 - 1)
      #expect(table.cut == [record.pid: 65534])
    }
  }

  @Test("of processes in very many groups the numbers are left out after a while, and it is said")
  func groups() throws {
    // The kernel tells all groups before it tells the numbers.
    let adversary = try Adversary(
      """
      for _ in range(3):
        if os.fork() == 0:
          ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)
          os.close(0)
          threading.Event().wait()
      """, groups: 20_000)
    var limits = SearchLimits()
    #expect(try cuts(.nestedPIDs, within: limits) == 0)
    limits.statusOfUser = 1 << 16
    // Each processor's share of the processes is read by itself.
    #expect(try cuts(.nestedPIDs, within: limits) > 0)
    withExtendedLifetime(adversary) {}
  }

  @Test("of files that the kernel hands over some are kept, and it is said")
  func iteratedFiles() throws {
    let adversary = try Adversary(
      """
      import socket
      one = socket.socket()
      for number in range(10, 500): os.dup2(one.fileno(), number)
      """)
    var limits = SearchLimits()
    let iterators = try KernelIterators()
    #expect(try cuts(.openFiles, within: limits, iterators) == 0)
    limits.descriptorsOfUser = 100
    #expect(try cuts(.openFiles, within: limits, iterators) == 1)
    withExtendedLifetime(adversary) {}
  }
}

extension ProcessReader {
  /// The record of a process that has several threads.
  fileprivate static func threaded(_ pid: Int32) throws -> ProcessRecord {
    var reader = try ProcessReader(Options(linkSlots: []))
    let readings = reader.read([Request(pid: pid)])
    return try #require(readings[0]?.record)
  }
}
