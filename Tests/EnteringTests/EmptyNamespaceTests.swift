import Entering
import Namespaces
import SystemCalls
import Testing

extension LiveEntries {
  /// Namespaces without a process.
  @Suite struct EmptyNamespaces {
    @Test(
      "a namespace that only a pin keeps is entered by the pin",
      arguments: [
        NamespaceKind.net, .uts, .ipc, .cgroup,
      ])
    func pinned(_ kind: NamespaceKind) throws {
      let pin = try Pin()
      let inode = try pin.keep(kind)
      let (output, _) = try enter(kind, inode, .running("readlink /proc/self/ns/\(kind)"))
      #expect(output == "\(kind):[\(inode)]\n")
    }

    @Test("a pinned mount namespace is looked into before it is entered")
    func pinnedMounts() throws {
      let pin = try Pin()
      let inode = try pin.keep(.mnt)
      let (output, _) = try enter(.mnt, inode, .running("readlink /proc/self/ns/mnt; pwd"))
      #expect(output == "mnt:[\(inode)]\n/root\n")
    }

    @Test("a namespace that only an open descriptor keeps")
    func descriptor() throws {
      let isolated = try IsolatedProcess([.net])
      let handle = try Descriptor.open("/proc/\(isolated.pid)/ns/net")
      let inode = try isolated.inode(.net)
      isolated.end()
      let (output, _) = try enter(.net, inode, .running("readlink /proc/self/ns/net"))
      #expect(output == "net:[\(inode)]\n")
      #expect(handle.rawValue > 2)
    }

    @Test("the parent of a target is entered through its child")
    func parent() throws {
      let isolated = try IsolatedProcess(
        [.user],
        after: [
          .unshare(flags: NamespaceKind.user.cloneFlag)
        ])
      let snapshot = try look()
      let inner = try #require(snapshot.namespace(inode: isolated.inode(.user)))
      guard case .namespace(let outer) = inner.parent else { throw PreflightError.noShell }
      let (output, _) = try enter(.user, outer.inode, .running("readlink /proc/self/ns/user"))
      #expect(output == "user:[\(outer.inode)]\n")
    }

    @Test("a target whose first process has ended says that nothing can start in it")
    func deadPIDNamespace() throws {
      let isolated = try IsolatedProcess([.pid])
      let handle = try Descriptor.open("/proc/\(isolated.pid)/ns/pid")
      let inode = try isolated.inode(.pid)
      isolated.end()
      let failure = #expect(throws: ExecutionError.self) {
        try enter(.pid, inode, .running("true"))
      }
      #expect(failure?.description.contains("lost its first process") == true)
      #expect(handle.rawValue > 2)
    }

    private func enter(
      _ kind: NamespaceKind, _ inode: UInt32, _ options: EntryOptions
    ) throws -> (output: String, code: Int32) {
      let snapshot = try look()
      let namespace = try #require(snapshot.namespace(inode: inode))
      #expect(namespace.kind == kind)
      #expect(namespace.members.isEmpty)
      return try EntryPlan(.namespace(namespace.id), options: options, in: snapshot).output()
    }
  }
}
