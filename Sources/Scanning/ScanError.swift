public import Kernel

/// Why a host could not be scanned at all.
public struct ScanError: Error, Sendable, Hashable {
  /// The directory that was to be read, normally `/proc`.
  public var root: String

  /// What the kernel said.
  public var reason: Errno

  /// Creates an error.
  public init(root: String, reason: Errno) {
    self.root = root
    self.reason = reason
  }
}

extension ScanError: CustomStringConvertible {
  /// One sentence: what, where, and what to do next.
  public var description: String {
    "cannot read \(root) (\(reason)): heya needs a proc file system there, such as `mount -t proc "
      + "proc /proc` makes."
  }
}
