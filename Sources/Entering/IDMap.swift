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

  /// Whether an id exists inside.
  func contains(_ inside: UInt32) -> Bool {
    ranges.contains { inside >= $0.inside && inside - $0.inside < $0.count }
  }

  /// The id inside that stands for an id of the reader's; nil when none does.
  func inside(_ outside: UInt32) -> UInt32? {
    for range in ranges where outside >= range.outside && outside - range.outside < range.count {
      return range.inside + (outside - range.outside)
    }
    return nil
  }
}
