internal import Kernel
internal import Namespaces
internal import Procfs

/// Finds the bind mounts of namespace files ("pins") in one mount namespace after the other.
struct MountSearch: ~Copyable {
  private let proc: Descriptor
  private var buffer = [UInt8](repeating: 0, count: 65536)

  /// Mount namespaces whose mounts could not be read.
  private(set) var hidden = 0

  /// Creates a search below `root`, normally `/proc`.
  init(root: String) throws(Errno) {
    proc = try Descriptor.open(root, Descriptor.directoryPath)
  }

  /// The pins in the mount namespace `inode`, seen through one of its processes or threads; nil when
  /// that is gone.
  mutating func findings(in inode: UInt32, pid: Int32, tid: Int32) -> [Finding]? {
    let path = pid == tid ? ProcPath(pid, "mountinfo") : ProcPath(pid, task: tid, "mountinfo")
    do {
      let file = try proc.open(path)
      let count = try file.readWhole(into: &buffer)
      return Self.pins(in: buffer.span.extracting(0..<count), mountNamespace: inode)
    } catch {
      if error.isGone { return nil }
      hidden += 1
      return []
    }
  }

  /// The pins in a mount namespace without processes, which a thread of ours joins to look.
  mutating func findings(in namespace: borrowing NamespaceHandle, inode: UInt32) -> [Finding] {
    do {
      let text = try namespace.mountInfo(proc: proc)
      return Self.pins(in: text.span, mountNamespace: inode)
    } catch {
      hidden += 1
      return []
    }
  }

  private static func pins(in text: Span<UInt8>, mountNamespace: UInt32) -> [Finding] {
    var findings: [Finding] = []
    MountInfo.forEachPin(in: text) { kind, inode, path in
      guard let kind = NamespaceKind(name: kind) else { return }
      let holder = Holder.mount(path: path, mountNamespace: mountNamespace)
      findings.append(Finding(kind: kind, inode: inode, holder: holder))
    }
    return findings
  }
}
