import Namespaces
import Testing

@Suite("What an observer's own namespaces hide")
struct ViewLimitTests {
  private func id(_ kind: NamespaceKind, _ inode: UInt32) -> NamespaceID {
    NamespaceID(kind: kind, inode: inode, device: 4)
  }

  /// A host whose observer lives in namespaces with these inodes, 0 for the initial ones.
  private func host(
    pid: UInt32 = 0, user: UInt32 = 0, mnt: UInt32 = 0, seesFirstMounts: Bool = true
  ) -> Snapshot {
    var namespaces: [Namespace] = []
    var links = NamespaceLinks()
    for (kind, inode) in [(NamespaceKind.pid, pid), (.user, user), (.mnt, mnt)] {
      if inode == 0 || seesFirstMounts {
        var first = Namespace(id: id(kind, kind.initialInode))
        first.isInitial = true
        namespaces.append(first)
      }
      if inode != 0 { namespaces.append(Namespace(id: id(kind, inode))) }
      links[kind] = inode == 0 ? kind.initialInode : inode
    }
    return Snapshot(
      host: "house", kernel: "6.18", taken: 0, uptime: 100,
      observer: Observer(pid: 7, uid: 0, capabilities: .max, links: links), processes: [],
      namespaces: namespaces, unseen: [])
  }

  @Test("are none in the host's own")
  func home() {
    #expect(host().viewLimits.isEmpty)
    #expect(!host().mayHideHolders)
  }

  @Test("are processes outside a pid namespace, rights above a user namespace, other files")
  func nested() {
    #expect(host(pid: 11).viewLimits == [.processes(id(.pid, 11))])
    #expect(host(pid: 11).mayHideHolders)
    #expect(host(user: 12).viewLimits == [.rights(id(.user, 12))])
    #expect(host(mnt: 13).viewLimits == [.files(id(.mnt, 13))])
    #expect(!host(user: 12, mnt: 13).mayHideHolders)
    #expect(
      host(pid: 11, user: 12, mnt: 13).viewLimits == [
        .processes(id(.pid, 11)), .rights(id(.user, 12)), .files(id(.mnt, 13)),
      ])
  }

  @Test("are not claimed of mounts where nobody tells which are the first")
  func unknownMounts() {
    #expect(host(mnt: 13, seesFirstMounts: false).viewLimits.isEmpty)
  }

  @Test("are by the pid namespace that /proc shows, not by the observer's")
  func shown() {
    var outer = host(pid: 11)
    outer.observer.view = .outer
    outer.observer.shownPIDNamespace = NamespaceKind.pid.initialInode
    #expect(outer.viewLimits == [.foreignProcesses(id(.pid, NamespaceKind.pid.initialInode))])
    #expect(!outer.mayHideHolders)
    var foreign = host(pid: 11)
    foreign.observer.view = .foreign
    foreign.observer.shownPIDNamespace = 99
    #expect(foreign.viewLimits == [.foreignProcesses(nil)])
    #expect(foreign.mayHideHolders)
    #expect(throws: TargetError.observerUnnumbered) {
      foreign.observer.pid = 0
      _ = try foreign.resolve(.observer)
    }
  }
}
