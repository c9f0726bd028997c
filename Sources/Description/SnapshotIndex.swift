package import Namespaces

/// What belongs together in a snapshot: made once for all that is said of its objects.
package final class SnapshotIndex: Sendable {
  /// The snapshot.
  package let snapshot: Snapshot

  /// The positions of the containers that are in a namespace other than the host's, by its inode.
  private let containersByInode: [UInt32: [Int]]

  /// The position of the first container that a process is a member of, by its pid.
  private let containerByPID: [Int32: Int]

  /// The kinds whose first namespace, made at boot, is in view.
  private let initialKinds: Set<NamespaceKind>

  /// Indexes a snapshot.
  package init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    var (byInode, byPID): ([UInt32: [Int]], [Int32: Int]) = ([:], [:])
    for (position, container) in snapshot.containers.enumerated() {
      for kind in NamespaceKind.allCases
      where container.namespaces[kind] != 0 && container.sharing[kind] != .host {
        byInode[container.namespaces[kind], default: []].append(position)
      }
      for pid in container.members where byPID[pid] == nil { byPID[pid] = position }
    }
    initialKinds = Set(snapshot.namespaces.lazy.filter(\.isInitial).map(\.kind))
    containersByInode = byInode
    containerByPID = byPID
  }

  /// Whether the namespace of a kind that was made at boot is in view.
  func hasInitial(_ kind: NamespaceKind) -> Bool { initialKinds.contains(kind) }

  /// The containers that are in a namespace, whether it is theirs or another container's; nobody's
  /// is the host's.
  package func containers(in namespace: Namespace) -> [Container] {
    (containersByInode[namespace.id.inode] ?? []).map { snapshot.containers[$0] }
      .filter { $0.namespaces[namespace.kind] == namespace.id.inode }
  }

  /// The container that a process is in; nil outside of containers.
  package func container(of pid: Int32) -> Container? {
    containerByPID[pid].map { snapshot.containers[$0] }
  }

  /// The process that stands for a namespace: the first of its members whose parent is none, threads
  /// of the kernel last, since these are in every initial namespace and tell nothing about it; nil
  /// without members.
  package func firstProcess(of namespace: Namespace) -> ProcessRecord? {
    var fallback: ProcessRecord?
    for pid in namespace.members {
      guard let process = snapshot.process(pid: pid) else { continue }
      if process.isKernelThread || snapshot.isMember(process.parent, of: namespace) {
        fallback = fallback ?? process
      } else {
        return process
      }
    }
    return fallback
  }
}

extension Snapshot {
  /// Whether a process was seen in a namespace.
  fileprivate func isMember(_ pid: Int32, of namespace: Namespace) -> Bool {
    guard pid > 0, let index = processIndex(pid: pid) else { return false }
    return processes[index].links[namespace.kind] == namespace.id.inode
  }
}
