internal import CLinux
internal import Glibc

/// An error number of the kernel (errno(3)).
public struct Errno: Error, RawRepresentable, Sendable, Hashable {
  /// The number, such as 1 for EPERM.
  public var rawValue: Int32

  /// Creates an error from its number.
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// The error of the last failed call of this thread.
  package static var last: Errno { Errno(rawValue: errno) }

  /// The name in the man pages, such as `EPERM`.
  public var name: String {
    guard let name = unsafe heya_error_name(rawValue) else { return "error \(rawValue)" }
    return unsafe String(cString: name)
  }
}

extension Errno: CustomStringConvertible {
  /// The name and the C library's words for it, such as `EPERM: Operation not permitted`.
  public var description: String {
    guard let words = unsafe heya_error_words(rawValue) else { return name }
    return unsafe "\(name): \(String(cString: words))"
  }
}

/// Runs a system call that returns -1 on failure, again when a signal interrupted it.
func call<Result: FixedWidthInteger & SignedInteger>(
  _ body: () -> Result
) throws(Errno) -> Result {
  while true {
    let result = body()
    if result != -1 { return result }
    let error = Errno.last
    if error.rawValue != EINTR { throw error }
  }
}

extension Errno {
  /// Operation not permitted: a capability is missing.
  public static var notPermitted: Errno { Errno(rawValue: EPERM) }

  /// Whether a call that never gives EPERM by itself was refused by a filter (seccomp(2)), or is
  /// not known to the kernel.
  package var isRefusal: Bool { self == .noSuchCall || self == .notPermitted }

  /// No such file or directory.
  public static var noSuchFile: Errno { Errno(rawValue: ENOENT) }

  /// No such process.
  public static var noSuchProcess: Errno { Errno(rawValue: ESRCH) }

  /// Permission denied.
  public static var accessDenied: Errno { Errno(rawValue: EACCES) }

  /// No space left; of namespaces: a limit of the user's, or too deep a nesting.
  public static var noSpace: Errno { Errno(rawValue: ENOSPC) }

  /// File too large: it has more than its reader takes.
  public static var fileTooLarge: Errno { Errno(rawValue: EFBIG) }

  /// Invalid argument.
  public static var invalidArgument: Errno { Errno(rawValue: EINVAL) }

  /// Out of memory; also a pid namespace whose first process has ended.
  public static var outOfMemory: Errno { Errno(rawValue: ENOMEM) }

  /// Too many open files in this process.
  public static var tooManyDescriptors: Errno { Errno(rawValue: EMFILE) }

  /// The host has too many files open (`ENFILE`).
  public static var tooManyFiles: Errno { Errno(rawValue: ENFILE) }

  /// Inappropriate ioctl for the device: the kernel does not know it, or not for such a file.
  public static var unknownRequest: Errno { Errno(rawValue: ENOTTY) }

  /// It took longer than somebody was ready to wait.
  public static var timedOut: Errno { Errno(rawValue: ETIMEDOUT) }

  /// It would have to be waited for (`EAGAIN`).
  public static var wouldBlock: Errno { Errno(rawValue: EAGAIN) }

  /// Stale file handle: what it stood for is no more.
  public static var staleHandle: Errno { Errno(rawValue: ESTALE) }

  /// The system call does not exist in this kernel.
  public static var noSuchCall: Errno { Errno(rawValue: ENOSYS) }
}
