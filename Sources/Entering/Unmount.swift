public import Localization
internal import NamespacePaths
public import Namespaces
public import SystemCalls

/// The removal of a bind mount that keeps a namespace alive.
public struct Unmount: Sendable, Hashable {
  /// The namespace.
  public let namespace: NamespaceID

  /// The mount, below the caller's root.
  public let path: RawPath

  /// What it would be refused for.
  let denial: Denial?

  /// Makes sure that the snapshot knows such a pin in the observer's own mount namespace.
  ///
  /// - Throws: an ``UnmountError`` when it does not.
  public init(
    _ namespace: NamespaceID, at path: RawPath, in snapshot: Snapshot
  ) throws(UnmountError) {
    let own = snapshot.observer.links[.mnt]
    let holders = snapshot.namespace(namespace)?.holders ?? []
    if !holders.contains(.mount(path: path, mountNamespace: own)) {
      let isElsewhere = holders.contains { if case .mount(path, _) = $0 { true } else { false } }
      throw isElsewhere ? .elsewhere(path) : .gone(path)
    }
    self.namespace = namespace
    self.path = path
    denial = snapshot.denial(
      of: "umount2", .notPermitted, needing: .sysAdmin, in: snapshot.namespace(inode: own)?.owner)
  }

  /// Removes the mount, and its file where ip-netns(8) keeps them, as that program does.
  ///
  /// - Throws: an ``UnmountError`` when something else is mounted there by now, or when the
  ///   kernel refuses.
  public func perform() throws(UnmountError) {
    do throws(Errno) {
      _ = try NamespacePath.pin(path: path, pid: nil).open(namespace)
    } catch .timedOut {
      throw .silent(path)
    } catch {
      throw .gone(path)
    }
    do throws(Errno) {
      try BindMount.remove(at: path.cString)
      if path.hasPrefix("/run/netns/") { try BindMount.removeFile(at: path.cString) }
    } catch {
      let isRefusal = Denial(of: "umount2", error) != nil
      throw .failed(path, error, isRefusal ? denial : nil)
    }
  }
}

/// Why a pin stays.
public enum UnmountError: Error, Sendable, Hashable {
  /// The namespace is not mounted there any more.
  case gone(RawPath)

  /// The mount is in another mount namespace.
  case elsewhere(RawPath)

  /// The file server above the mount does not answer.
  case silent(RawPath)

  /// The kernel refused; nil when that is no matter of rights.
  case failed(RawPath, Errno, Denial?)
}

extension UnmountError {
  /// One sentence: what is in the way, and what can be done.
  public var words: Text {
    switch self {
    case .gone(let path):
      Text("the namespace is not pinned at \(path) any more; look at the tree again")
    case .elsewhere(let path):
      Text("\(path) is a mount in another mount namespace; enter that one and umount it there")
    case .silent(let path):
      Text("the file server above \(path) does not answer; end that server, or umount it with -l")
    case .failed(let path, let error, let denial?):
      Text("umount \(path) failed (\(error.name)): \(denial.reason); \(denial.remedy)")
    case .failed(let path, let error, nil):
      Text("umount \(path) failed (\(error)); look at the tree again")
    }
  }
}
