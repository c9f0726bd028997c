import Foundation
import Localization
import Namespaces
import SystemCalls
import TestSupport
import Testing

@testable import Entering

extension LiveEntries {
  /// Targets of users who would like to be root.
  @Suite("Targets of strangers") struct Strangers {
    private static let uid: UInt32 = 64321

    /// A process of a user's in a user namespace without any id, which anybody can make.
    private func unmapped(_ kinds: Set<NamespaceKind> = [.user, .mnt]) throws -> IsolatedProcess {
      try IsolatedProcess(calls: [
        .setGroups([]), .become(uid: Self.uid, gid: Self.uid),
        .unshare(flags: kinds.reduce(0) { $0 | $1.cloneFlag }),
      ])
    }

    /// Takes down the kernel's settings where it can, and leaves a file that tells who it was.
    private func line(_ place: String) -> String {
      "(: >>/proc/sys/kernel/core_pattern) 2>&- && echo root; : >\(place)/mine"
    }

    @Test("a command in a user namespace without ids is its user's, and not root's without a name")
    func unmappedTarget() throws {
      let isolated = try unmapped()
      let files = try TemporaryDirectory()
      try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: files.path)
      let options = EntryOptions.running(line(files.path)) { $0.identity = .target }
      #expect(try enter(isolated.pid, options) == ("", 0))
      #expect(try FileStatus(path: "\(files.path)/mine").uid == Self.uid)
      // By itself it is refused, and says what would do.
      let failure = #expect(throws: PreflightError.self) {
        try enter(isolated.pid, .running("true"))
      }
      #expect(failure?.description.contains("--as-target") == true)
    }

    @Test("nor is one in such a user namespace alone, whoever keeps it")
    func unmappedNamespace() throws {
      let isolated = try unmapped([.user])
      let files = try TemporaryDirectory()
      try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: files.path)
      let inode = try isolated.inode(.user)
      let handle = try Descriptor.open("/proc/\(isolated.pid)/ns/user")
      for isEmpty in [false, true] {
        if isEmpty { isolated.end() }
        let snapshot = try look()
        let id = try #require(snapshot.namespace(inode: inode)).id
        let plan = try EntryPlan(
          .namespace(id), options: .running(line(files.path)), in: snapshot)
        #expect(try plan.output().output == "")
        #expect(try FileStatus(path: "\(files.path)/mine").uid == Self.uid)
        try FileManager.default.removeItem(atPath: "\(files.path)/mine")
      }
      #expect(handle.rawValue > 2)
    }

    @Test(
      "variables of the target's are for its own programs: in one of the host's they run its code")
    func environment() throws {
      let files = try TemporaryDirectory()
      try files.write("echo taken over", to: "trap")
      // What a container has, as Docker makes one.
      let isolated = try IsolatedProcess(
        calls: [
          .unshare(flags: NamespaceKind.mnt.cloneFlag | NamespaceKind.net.cloneFlag),
          .isolateMounts, .boundCapabilities(0xA004_25FB),
        ], environment: ["BASH_ENV=\(files.path)/trap", "LD_PRELOAD=", "PATH=/nowhere"])
      func output(_ change: (inout EntryOptions) -> Void) throws -> String {
        let options = EntryOptions.running("") {
          $0.command = ["/bin/bash", "-c", "echo done"]
          change(&$0)
        }
        return try enter(isolated.pid, options).output
      }
      #expect(try output { $0.environment = .target } == "taken over\ndone\n")
      #expect(try output { $0.identity = .target } == "taken over\ndone\n")
      for isBringing in [true, false] {
        let choose = { (options: inout EntryOptions) in
          if isBringing { options.tools = .host } else { options.kinds = [.net] }
        }
        #expect(throws: PreflightError.foreignEnvironment) {
          try output {
            $0.environment = .target
            choose(&$0)
          }
        }
        #expect(
          try output {
            $0.identity = .target
            choose(&$0)
          } == "done\n")
        #expect(throws: PreflightError.foreignEnvironment) {
          try output {
            $0.identity = .target
            $0.environment = .target
            choose(&$0)
          }
        }
      }
    }

    @Test(
      "one that moves on while its plan is made is not followed",
      arguments: [NamespaceKind.net, .uts, .pid, .cgroup])
    func moved(_ kind: NamespaceKind) throws {
      let target = try HelperProcess()
      let flags = NamespaceKind.ipc.cloneFlag | NamespaceKind.net.cloneFlag
      try target.order("unshare \(flags | NamespaceKind.uts.cloneFlag | kind.cloneFlag)")
      let snapshot = try look()
      let plan = try EntryPlan(
        snapshot.target(target.pid), options: .running("true"), in: snapshot)
      // A process never leaves its pid namespace, so that there is nothing to follow it to.
      let isJoined = plan.joins.contains { $0.kind == kind }
      #expect(isJoined == (kind != .pid))
      #expect(try plan.perform().code == 0)
      // Before its first child has come it makes no second one.
      if !isJoined { return }
      try target.order("unshare \(kind.cloneFlag)")
      let failure = #expect(throws: ExecutionError.self) { try plan.perform() }
      #expect(failure?.description.contains("moved to other namespaces") == true)
    }

    @Test(
      "those who live in a user namespace may trace a program of the host's in it, which is told")
    func exposure() throws {
      let isolated = try IsolatedProcess([.user, .pid, .mnt])
      let snapshot = try look()
      for tools in [EntryOptions.Tools.target, .host] {
        let plan = try EntryPlan(
          snapshot.target(isolated.pid), options: .running("true") { $0.tools = tools },
          in: snapshot)
        let isTold = plan.notes.contains { $0[.english].contains("CAP_SYS_PTRACE") }
        #expect(isTold == (tools == .host))
      }
    }
  }
}
