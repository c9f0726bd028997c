public import SystemCalls

/// Why a host could not be scanned at all.
public struct ScanError: Error, Sendable, Hashable {
  /// The directory that was to be read, normally `/proc`.
  public var root: String

  /// What the kernel said; nil when there is a directory that is no proc file system.
  public var reason: Errno?

  /// There is no proc file system at `/proc`.
  package static let noProc = ScanError(root: "/proc", reason: nil)

  /// Creates an error.
  public init(root: String, reason: Errno?) {
    self.root = root
    self.reason = reason
  }
}

extension ScanError: CustomStringConvertible {
  /// One sentence: what, where, and what to do next.
  public var description: String {
    guard let reason else {
      return
        "\(root) is no proc file system, it is not mounted: `mount -t proc proc \(root)` does that."
    }
    switch reason {
    case .tooManyDescriptors:
      return "cannot read \(root) (\(reason)): heya may have too few files open, "
        + "`ulimit -n 1024` lets it have more."
    case .tooManyFiles:
      return "cannot read \(root) (\(reason)): the open files of this host reach "
        + "/proc/sys/fs/file-max, raise that."
    default: break
    }
    return
      "cannot read \(root) (\(reason)): heya needs a proc file system there, such as `mount -t "
      + "proc proc /proc` makes."
  }
}
