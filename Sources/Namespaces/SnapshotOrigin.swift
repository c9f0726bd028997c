extension Snapshot {
  /// Why what two snapshots tell of cannot be the same things.
  public enum Origin: Sendable, Hashable {
    /// They are of two hosts.
    case otherHost

    /// They are of two runs of one host, or of two hosts of one name: it was started anew between.
    case otherBoot
  }

  /// Whether another snapshot is of another host or another run of the kernel, where the same pids and
  /// inodes stand for other things; nil when both are of one.
  public func origin(comparedTo other: Snapshot) -> Origin? {
    if let boot, let otherBoot = other.boot {
      if boot == otherBoot { return nil }
      return host == other.host ? .otherBoot : .otherHost
    }
    if host != other.host { return .otherHost }
    // Captures of earlier versions do not name the run; its beginning tells it as well as clocks do.
    let beginnings = (taken - uptime, other.taken - other.uptime)
    return abs(beginnings.0 - beginnings.1) > Self.clockSlack ? .otherBoot : nil
  }

  /// By how many seconds a clock may have been set between two looks.
  private static let clockSlack = 60.0
}
