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
      #expect(plan.rights.english.contains("nobody lives"))
      #expect(try plan.output().output == "CapBnd:\t00000000a80425fb\n")
    }

    private func snapshotNow() throws -> Snapshot { try EnteringTests.look() }
  }
}
