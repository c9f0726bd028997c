/// What differs inside two namespaces of a kind.
package enum ContentsDifference: Sendable, Hashable {
  /// Facts of which the namespaces have different ones; none when they are alike.
  case facts([FactDifference])

  /// One of them cannot be looked into, for this reason.
  case unreadable(Text)
}
