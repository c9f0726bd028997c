/// A parser of what others wrote, to be fed with any bytes at all: it must neither trap nor run on.
///
/// A further target takes an entry in ``all``, and a corpus of a few small inputs in
/// `Tests/Fuzzing/Corpus/NAME`.
package struct FuzzTarget: Sendable {
  /// The name, which is that of its corpus too.
  package var name: String

  /// Feeds the parser.
  package var run: @Sendable ([UInt8]) -> Void

  /// Every target.
  package static let all = [
    json, capture, configuration, state, sqlite, bolt, http, procfs, netlink, filter, keys, text,
  ]

  /// The target of this name.
  package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}
