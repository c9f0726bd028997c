/// A user with all the user ids that are theirs, who gets one share of every look.
///
/// User ids above 65,535 are handed out in ranges of about that many, to be mapped into the user
/// namespaces of one user (subuid(5)); such a range is one user.
package struct UserShare: Sendable, Hashable {
  private let number: UInt32

  /// The share that a user id belongs to.
  package init(of uid: UInt32) {
    number = uid < 1 << 16 ? uid : 1 << 31 | uid >> 16
  }

  /// The share of the host's root.
  package static let root = UserShare(of: 0)
}

/// How often something was left out for want of a share, by user.
package struct Cuts: Sendable, Hashable {
  private var counts: [UserShare: Count] = [:]

  private struct Count: Sendable, Hashable {
    var uid: UInt32
    var count: Int
  }

  /// Nothing was cut.
  package init() {}

  /// Counts each of some users once.
  package init(_ uids: some Sequence<UInt32>) {
    for uid in uids { add(uid) }
  }

  /// Whether nothing was cut.
  package var isEmpty: Bool { counts.isEmpty }

  /// Counts something that was left out because of a user.
  package mutating func add(_ uid: UInt32, _ count: Int = 1) {
    counts[UserShare(of: uid), default: Count(uid: uid, count: 0)].count += count
  }

  /// Adds what was counted elsewhere.
  package mutating func add(_ other: Cuts) {
    for entry in other.counts.values { add(entry.uid, entry.count) }
  }

  /// The first user id of each user that was counted, and how often, by user id.
  package var byUser: [(uid: UInt32, count: Int)] {
    counts.values.map { ($0.uid, $0.count) }.sorted { $0.uid < $1.uid }
  }
}
