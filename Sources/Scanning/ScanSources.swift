/// Where a scan looks for namespaces beside the main threads of processes.
public struct ScanSources: OptionSet, Sendable, Hashable {
  /// The bits.
  public var rawValue: UInt8

  /// Creates sources from their bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Threads of processes that have more than one.
  public static let threads = ScanSources(rawValue: 1)

  /// Open descriptors on namespace files.
  public static let descriptors = ScanSources(rawValue: 2)

  /// Sockets, which keep the network namespace alive that they were made in.
  public static let sockets = ScanSources(rawValue: 4)

  /// Bind mounts of namespace files in every mount namespace.
  public static let mounts = ScanSources(rawValue: 8)

  /// The kernel's own list, where it has one (listns(2), since Linux 6.19).
  public static let numbers = ScanSources(rawValue: 16)

  /// Only the main threads of processes.
  public static let processes: ScanSources = []

  /// Every source.
  public static let all: ScanSources = [.threads, .descriptors, .sockets, .mounts, .numbers]
}
