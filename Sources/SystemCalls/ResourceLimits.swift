internal import CLinux
internal import Glibc

/// The limits of what the process may use (getrlimit(2), `ulimit` of a shell).
public enum ResourceLimit: Sendable, CaseIterable {
  /// The stack of the main thread (RLIMIT_STACK, `ulimit -s`).
  case stack

  /// The address space (RLIMIT_AS, `ulimit -v`).
  case addressSpace

  /// The data (RLIMIT_DATA, `ulimit -d`).
  case data

  /// The open files (RLIMIT_NOFILE, `ulimit -n`).
  case openFiles

  /// How many bytes, or files, there may be; nil for as many as there are.
  public var value: UInt64? {
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0, limit.rlim_cur != rlim_t.max else { return nil }
    return UInt64(limit.rlim_cur)
  }

  private var resource: __rlimit_resource_t {
    let resource =
      switch self {
      case .stack: RLIMIT_STACK
      case .addressSpace: RLIMIT_AS
      case .data: RLIMIT_DATA
      case .openFiles: RLIMIT_NOFILE
      }
    return __rlimit_resource_t(resource.rawValue)
  }

  /// From now on a fault ends the process with status 1 and this sentence: where memory is limited,
  /// that is what a fault comes from.
  public static func explainFaults(_ sentence: String) {
    unsafe heya_explain_faults(sentence + "\n")
  }
}
