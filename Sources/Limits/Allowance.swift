/// How many things of processes are looked at in one look: of each process so many whatever others
/// have, and more as far as the share of its user goes.
package struct Allowance: Sendable {
  private let each: Int
  private let ofUser: Int
  private var spent: [UserShare: Int] = [:]

  /// Nothing is spent.
  package init(each: Int, ofUser: Int) {
    (self.each, self.ofUser) = (each, ofUser)
  }

  /// Whether a process had more than each may.
  package var isTouched: Bool { !spent.isEmpty }

  /// How many may be looked at of the next process of a user.
  package func left(of uid: UInt32) -> Int {
    each + max(0, ofUser - spent[UserShare(of: uid), default: 0])
  }

  /// Takes what was looked at of a process.
  package mutating func take(_ count: Int, of uid: UInt32) {
    if count > each { spent[UserShare(of: uid), default: 0] += count - each }
  }

  /// Another look begins.
  package mutating func beginLook() { spent.removeAll(keepingCapacity: true) }
}
