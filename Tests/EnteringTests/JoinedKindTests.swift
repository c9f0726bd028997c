import Entering
import Namespaces
import SystemCalls
import Testing

extension LiveEntries {
  @Suite struct Kinds {
    @Test(
      "each kind that a target has of its own is joined, and each other stays the one that is shared",
      arguments: NamespaceKind.allCases)
    func eachKind(_ kind: NamespaceKind) throws {
      let isolated = try IsolatedProcess([kind])
      let (output, code) = try enter(isolated.pid, .running("readlink /proc/self/ns/*"))
      #expect(code == 0)
      #expect(try isolated.inode(kind) != IsolatedProcess.inode(kind))
      for other in NamespaceKind.allCases {
        let inode = try other == kind ? isolated.inode(kind) : IsolatedProcess.inode(other)
        #expect(output.contains("\(other):[\(inode)]\n"))
      }
    }

    @Test(
      "of two new kinds one can be joined and the other kept", arguments: NamespaceKind.allCases)
    func eachPair(_ joined: NamespaceKind) throws {
      for kept in NamespaceKind.allCases where kept != joined {
        var calls: [ChildCall] = [.unshare(flags: joined.cloneFlag | kept.cloneFlag), .fork]
        if kept == .user || joined == .user { calls.insert(.pause, at: 1) }
        // /proc stays that of the host, so that it shows a command in any pid namespace.
        let isolated = try IsolatedProcess(calls: calls)
        let options = EntryOptions.running("readlink /proc/self/ns/\(joined) /proc/self/ns/\(kept)")
        {
          $0.kinds = [joined]
        }
        let (output, _) = try enter(isolated.pid, options)
        let own = try IsolatedProcess.inode(kept)
        #expect(output == "\(joined):[\(try isolated.inode(joined))]\n\(kept):[\(own)]\n")
      }
    }

    @Test("all kinds at once, with a user namespace that owns the others")
    func allKinds() throws {
      let isolated = try IsolatedProcess(Set(NamespaceKind.allCases))
      let (output, _) = try enter(
        isolated.pid, .running("readlink /proc/self/ns/*; id -u; ps -e -o pid,comm"))
      for kind in NamespaceKind.allCases {
        #expect(output.contains("\(kind):[\(try isolated.inode(kind))]\n"))
      }
      #expect(output.contains("\n0\n"))
      #expect(output.contains(" 1 sleep\n"))
    }

    @Test("a user namespace below another, which maps one id and forbids setgroups")
    func nestedUser() throws {
      let proc = try Descriptor.open("/proc", Descriptor.directoryPath)
      let isolated = try IsolatedProcess(
        [.user, .uts],
        after: [
          .unshare(flags: NamespaceKind.user.cloneFlag | NamespaceKind.net.cloneFlag),
          .writeFile("deny", path: "self/setgroups", directory: proc.rawValue),
          .writeFile("0 0 1", path: "self/uid_map", directory: proc.rawValue),
          .writeFile("0 0 1", path: "self/gid_map", directory: proc.rawValue),
        ])
      let snapshot = try look()
      let plan = try EntryPlan(
        snapshot.target(isolated.pid),
        options: .running("cd /proc/self/ns; readlink user net; id -u"), in: snapshot)
      #expect(plan.steps.contains(.keepGroups))
      let (output, code) = try plan.output()
      #expect(
        output == "user:[\(try isolated.inode(.user))]\nnet:[\(try isolated.inode(.net))]\n0\n")
      #expect(code == 0)
    }

    @Test("what is shared already is not joined")
    func shared() throws {
      let isolated = try IsolatedProcess([.uts])
      let snapshot = try look()
      let plan = try EntryPlan(
        snapshot.target(isolated.pid), options: .running("true"), in: snapshot)
      #expect(plan.joins.map(\.kind) == [.uts])
      #expect(plan.steps.contains(.share(.net)))
      #expect(!plan.steps.contains { if case .fork = $0 { true } else { false } })
    }

    @Test("a process in a directory that chroot made its root is entered there")
    func changedRoot() throws {
      let directory = try Descriptor.open("/usr", Descriptor.directoryPath)
      let isolated = try IsolatedProcess(calls: [.changeRoot(fd: directory.rawValue)])
      let (output, _) = try enter(isolated.pid, .running("pwd; ls /"))
      #expect(output.hasPrefix("/\n"))
      #expect(output.contains("bin\n") && !output.contains("proc\n"))
    }
  }
}
