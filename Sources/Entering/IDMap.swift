/// How a user namespace's ids stand for the ids of the reader's: `/proc/PID/uid_map` or `gid_map`
/// (user_namespaces(7)).
struct IDMap: Sendable, Hashable {
  private var ranges: [Range] = []

  private struct Range: Sendable, Hashable {
    var inside: UInt32
    var outside: UInt32
    var count: UInt32
  }

  /// Parses the file.
  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let numbers = line.split(separator: " ").compactMap { UInt32($0) }
      guard numbers.count == 3 else { continue }
      ranges.append(Range(inside: numbers[0], outside: numbers[1], count: numbers[2]))
    }
  }

  /// Whether it holds no id at all, as before it was written.
  var isEmpty: Bool { ranges.isEmpty }

  /// Whether an id exists inside.
  func contains(_ inside: UInt32) -> Bool {
    inside != .max
      && ranges.contains { inside >= $0.inside && inside - $0.inside < $0.count }
  }

  /// The id inside that stands for an id of the reader's; nil when none does.
  func inside(_ outside: UInt32) -> UInt32? {
    for range in ranges where outside >= range.outside && outside - range.outside < range.count {
      // No range that the kernel takes leads beyond the last number, which is nobody's.
      let (inside, isTooMuch) = range.inside.addingReportingOverflow(outside - range.outside)
      return isTooMuch || inside == .max ? nil : inside
    }
    return nil
  }
}

/// The ids of a user namespace.
struct IDMaps: Sendable, Hashable {
  /// Those of its users.
  var users: IDMap

  /// Those of its groups.
  var groups: IDMap

  /// What a process's effective ids are called inside; nil when one of them stands for nobody
  /// there.
  func inside(_ credentials: StatusCredentials) -> (uid: UInt32, gid: UInt32)? {
    guard let uid = users.inside(credentials.uid), let gid = groups.inside(credentials.gid) else {
      return nil
    }
    return (uid, gid)
  }

  /// The group of the root inside: root's own, else that of a process which lives there; nil when
  /// neither has an id.
  func group(for credentials: StatusCredentials?) -> UInt32? {
    groups.contains(0) ? 0 : credentials.flatMap { groups.inside($0.gid) }
  }
}
