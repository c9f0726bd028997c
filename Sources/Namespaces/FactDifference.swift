/// A fact about which two namespaces of one kind differ.
package struct FactDifference: Sendable, Hashable {
  /// What it is about, in the kernel's own words, such as `/proc`, `eth0` or `uid_map`.
  package var subject: String

  /// What the first says of it; nil when only the second has it.
  package var left: String?

  /// What the second says of it; nil when only the first has it.
  package var right: String?

  /// Creates a difference.
  package init(_ subject: String, _ left: String?, _ right: String?) {
    self.subject = subject
    self.left = left
    self.right = right
  }
}
