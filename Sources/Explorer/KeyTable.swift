/// Which keys do what.
package struct KeyTable: Sendable {
  /// The keys that the README promises.
  package static let standard = KeyTable()
}
