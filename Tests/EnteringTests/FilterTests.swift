import BPFIterators
import Foundation
import Glibc
import Localization
import Namespaces
import SystemCalls
import TestSupport
import Testing

@testable import Entering

extension LiveEntries {
  /// Seccomp filters of a target's, which judge a command that is its own too.
  @Suite("Seccomp filters") struct Filters {
    /// The numbers of uname(2), of mkdir(2) or what stands for it, and of setresuid(2).
    #if arch(x86_64)
    private static let (uname, mkdir, setresuid) = (63, 83, 117)
    #else
    private static let (uname, mkdir, setresuid) = (160, 34, 147)
    #endif

    /// A filter that refuses a call with an error number; the architecture's numbers are the
    /// test's.
    private static func refusing(_ call: Int, with error: Int32) -> [UInt64] {
      func instruction(_ code: UInt64, _ yes: UInt64, _ no: UInt64, _ value: UInt64) -> UInt64 {
        code | yes << 16 | no << 24 | value << 32
      }
      return [
        instruction(0x20, 0, 0, 0), instruction(0x15, 0, 1, UInt64(call)),
        instruction(0x06, 0, 0, 0x5_0000 | UInt64(error)), instruction(0x06, 0, 0, 0x7FFF_0000),
      ]
    }

    /// Two, one above the other: uname(2) fails with ENOSPC, mkdir(2) with EDOM.
    private static let filters = [
      refusing(uname, with: ENOSPC), refusing(mkdir, with: EDOM),
    ]

    private static let line =
      "uname; mkdir /tmp/heya-filter-test; grep -E '^(Seccomp|NoNew)' /proc/self/status"

    private func target(_ kinds: Set<NamespaceKind>, _ after: [ChildCall]) throws
      -> IsolatedProcess
    {
      try IsolatedProcess(kinds, after: after + Self.filters.map { .installFilter($0) })
    }

    @Test(
      "are read as they are, without stopping anybody",
      arguments: [[.mnt], [.user, .mnt, .pid]] as [Set<NamespaceKind>])
    func read(_ kinds: Set<NamespaceKind>) throws {
      let isolated = try target(kinds, [])
      #expect(try SeccompFilters.read(of: isolated.pid) == Self.filters)
      #expect(RealProcess.state(isolated.pid) == "S")
      #expect(try SeccompFilters.read(of: getpid()) == [])
    }

    @Test("of any length are read")
    func long() throws {
      for count in [1, 62, 63, 500, 3000] {
        let nothing: UInt64 = 0x20
        let allowing: UInt64 = 0x06 | 0x7FFF_0000 << 32
        let filter = Array(repeating: nothing, count: count - 1) + [allowing]
        let isolated = try IsolatedProcess([.mnt], after: [.installFilter(filter)])
        #expect(try SeccompFilters.read(of: isolated.pid) == [filter])
      }
    }

    @Test(
      "judge a command that is the target's own, with and without no_new_privs, whoever it is",
      arguments: [[.mnt, .net], [.user, .mnt, .pid]] as [Set<NamespaceKind>],
      [[], [.forbidNewPrivileges]] as [[ChildCall]])
    func taken(_ kinds: Set<NamespaceKind>, _ after: [ChildCall]) throws {
      let isolated = try target(kinds, after)
      for identity in [.root, .target, .user("1000")] as [EntryOptions.Identity] {
        let (output, code) = try enter(
          isolated.pid, .running("exec 2>&1; \(Self.line)") { $0.identity = identity })
        #expect(output.contains("uname: cannot get system name: No space left on device"))
        #expect(output.contains("Numerical argument out of domain"))
        #expect(output.contains("NoNewPrivs:\t\(after.isEmpty ? 0 : 1)\n"))
        #expect(output.contains("Seccomp:\t2\nSeccomp_filters:\t2\n"))
        #expect(code == 0)
      }
    }

    @Test("are told in the plan, and left out with --privileged and for the host's own programs")
    func leftOut() throws {
      let isolated = try target([.mnt, .net], [])
      let snapshot = try look()
      let plan = try EntryPlan(
        snapshot.target(isolated.pid), options: .running("true"), in: snapshot)
      #expect(plan.steps.contains(.installFilters(Self.filters)))
      #expect(plan.inheritedContext.contains { $0[.english].hasPrefix("Seccomp: copied") })
      #expect(plan.shortfalls == [])
      for change in [
        { $0.isPrivileged = true }, { $0.kinds = [.net] }, { $0.tools = .host },
      ] as [(inout EntryOptions) -> Void] {
        let options = EntryOptions.running("grep Seccomp: /proc/self/status", change)
        let plan = try EntryPlan(snapshot.target(isolated.pid), options: options, in: snapshot)
        #expect(try plan.output().output == "Seccomp:\t0\n")
        #expect(plan.shortfalls.isEmpty == !options.isPrivileged)
      }
    }

    @Test("that let nobody in are named as the reason, also where they end whoever calls")
    func obstacles() throws {
      var killing = Self.refusing(Self.setresuid, with: 0)
      killing[2] = 0x06 | 0x8000_0000 << 32
      for filter in [Self.refusing(Self.setresuid, with: EPERM), killing] {
        let isolated = try IsolatedProcess([.mnt], after: [.installFilter(filter)])
        let failure = #expect(throws: ExecutionError.self) {
          try enter(isolated.pid, .running("true"))
        }
        let words = try #require(failure?.description)
        #expect(words.contains("the target's seccomp filter forbids it; --privileged"), "\(words)")
        #expect(try enter(isolated.pid, .running("true") { $0.isPrivileged = true }).code == 0)
      }
    }
  }
}
