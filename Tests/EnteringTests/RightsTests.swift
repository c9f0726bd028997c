import Entering
import Foundation
import Glibc
import Localization
import Namespaces
import SystemCalls
import TestSupport
import Testing

extension LiveEntries {
  /// Whose rights a command has.
  @Suite struct Rights {
    /// What a container has as Docker makes one, but for CAP_MKNOD, which its device cgroup makes
    /// harmless.
    private static let bounds: UInt64 = 0xA004_25FB

    /// A target with a mount namespace, as an engine confines one.
    private func container(_ kinds: Set<NamespaceKind> = [.mnt, .net]) throws -> IsolatedProcess {
      try IsolatedProcess(
        kinds,
        after: [.boundCapabilities(Self.bounds), .forbidNewPrivileges])
    }

    private let look = "grep -E '^Cap(Inh|Prm|Eff|Bnd|Amb)|^NoNewPrivs' /proc/self/status"

    @Test("a program of the target's own has no more than the target, also as the target's root")
    func ownProgram() throws {
      let isolated = try container()
      let (output, code) = try enter(isolated.pid, .running(look))
      #expect(
        output == """
          CapInh:\t0000000000000000
          CapPrm:\t00000000a00425fb
          CapEff:\t00000000a00425fb
          CapBnd:\t00000000a00425fb
          CapAmb:\t0000000000000000
          NoNewPrivs:\t1

          """)
      #expect(code == 0)
    }

    @Test(
      "it inherits nothing of the caller's either, which root would get beside its bounding set",
      .needs("setpriv"), arguments: [[.mnt, .net], [.user, .mnt]] as [Set<NamespaceKind>])
    func inheritable(_ kinds: Set<NamespaceKind>) throws {
      // CAP_NET_RAW, CAP_SYS_ADMIN: one that the target has not, and one that it could have.
      let caller = "setpriv --inh-caps +net_raw,+sys_admin --ambient-caps +net_raw,+sys_admin"
      // In a target with bounds of its own, and in one without.
      for calls in [[.boundCapabilities(Self.bounds)], []] as [[ChildCall]] {
        let isolated = try IsolatedProcess(kinds, after: calls)
        let bounds = try #require(TargetStatus(isolated.pid)["CapBnd"])
        for user in ["0", "1000"] {
          let line = "\(caller) $heya enter \(isolated.pid) --user \(user) -- cat /proc/self/status"
          let entered = try BuiltProgram.run(shell: line)
          let status = TargetStatus(text: entered.text)
          #expect(status["CapInh"] == "0000000000000000", "\(entered.errors)")
          #expect(status["CapAmb"] == "0000000000000000")
          #expect(status["CapPrm"] == (user == "0" ? bounds : "0000000000000000"))
          #expect(status["CapBnd"] == bounds)
        }
      }
    }

    @Test("a program of the host's keeps what the caller hands on", .needs("setpriv"))
    func hostInheritable() throws {
      let isolated = try container([.net])
      let line =
        "setpriv --inh-caps +net_raw --ambient-caps +net_raw $heya enter \(isolated.pid) "
        + "-- cat /proc/self/status"
      let status = TargetStatus(text: try BuiltProgram.run(shell: line).text)
      #expect(status["CapInh"] == "0000000000002000" && status["CapAmb"] == "0000000000002000")
    }

    @Test("so the host's disk cannot be made inside, by default; with --privileged it can")
    func disk() throws {
      let isolated = try container()
      let node = "/tmp/heya-disk-\(getpid())"
      defer { unsafe unlink(node) }
      let line = "mknod \(node) b 1 0 2>/dev/null && echo made"
      #expect(try enter(isolated.pid, .running(line)).output == "")
      #expect(unsafe access(node, F_OK) == -1)
      let options = EntryOptions.running(line) { $0.isPrivileged = true }
      #expect(try enter(isolated.pid, options).output == "made\n")
    }

    @Test(
      "a program of the host's keeps the caller's rights: other kinds alone, or tools brought along"
    )
    func hostProgram() throws {
      let isolated = try container([.mnt, .net, .pid])
      let own = try enter(getpid(), .running("grep CapBnd /proc/self/status")).output
      for change in [
        { $0.kinds = [.net] }, { $0.tools = .host },
      ] as [(inout EntryOptions) -> Void] {
        let options = EntryOptions.running("grep CapBnd /proc/self/status", change)
        #expect(try enter(isolated.pid, options).output == own)
      }
    }

    @Test("where the user namespace is joined too, which gives all capabilities again, bounds hold")
    func userNamespace() throws {
      let isolated = try container([.user, .mnt])
      let (output, _) = try enter(isolated.pid, .running(look))
      #expect(output.contains("CapEff:\t00000000a00425fb\n"))
      #expect(output.contains("CapBnd:\t00000000a00425fb\n"))
    }

    @Test("files in which nobody lives give the rights of a usual container")
    func pinnedFiles() throws {
      let pin = try Pin()
      let inode = try pin.keep(.mnt)
      let snapshot = try snapshotNow()
      let id = try #require(snapshot.namespace(inode: inode)).id
      let plan = try EntryPlan(
        .namespace(id), options: .running("grep CapBnd /proc/self/status"), in: snapshot)
      #expect(plan.rights[.english].contains("nobody lives"))
      #expect(try plan.output().output == "CapBnd:\t00000000a80425fb\n")
    }

    /// The fields of proc_pid_status(5).
    private struct TargetStatus {
      private let fields: [String: String]

      init(text: String) {
        let lines = text.split(separator: "\n").map { $0.split(separator: "\t", maxSplits: 1) }
        fields = Dictionary(
          lines.filter { $0.count == 2 }.map { (String($0[0].dropLast()), String($0[1])) }
        ) { $1 }
      }

      init(_ pid: Int32) throws {
        self.init(text: try RuntimeFixture.text(of: "/proc/\(pid)/status"))
      }

      subscript(_ name: String) -> String? { fields[name] }
    }

    private func snapshotNow() throws -> Snapshot { try EnteringTests.look() }
  }
}
