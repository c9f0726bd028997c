internal import Glibc

/// How many descriptors a process may have open (`RLIMIT_NOFILE`, getrlimit(2)).
public struct DescriptorLimit: Sendable, Hashable {
  /// The limit in force.
  public var soft: UInt64

  /// How far a process may raise it by itself.
  public var hard: UInt64

  /// The limit of the calling process.
  public static var current: DescriptorLimit {
    var limit = rlimit()
    unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return DescriptorLimit(soft: UInt64(limit.rlim_cur), hard: UInt64(limit.rlim_max))
  }

  /// Makes it the limit of the calling process.
  public func apply() throws(Errno) {
    var limit = rlimit(rlim_cur: rlim_t(soft), rlim_max: rlim_t(hard))
    _ = try call {
      unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
  }
}
