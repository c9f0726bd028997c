/// A fact about which two namespaces of one kind differ.
package struct FactDifference: Sendable, Hashable {
  /// What it is about, such as `/proc`, `eth0` or `uid_map`.
  package var subject: Text

  /// What the first says of it; nil when only the second has it.
  package var left: Text?

  /// What the second says of it; nil when only the first has it.
  package var right: Text?

  /// Creates a difference.
  package init(_ subject: Text, _ left: Text?, _ right: Text?) {
    self.subject = subject
    self.left = left
    self.right = right
  }
}
