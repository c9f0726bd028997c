extension Sequence<Text> {
  /// The texts one after another, `separator` between two of them in every language.
  package func joined(separator: String) -> Text {
    joined(separator: Text(verbatim: separator))
  }

  /// The texts one after another, `separator` between two of them.
  package func joined(separator: Text) -> Text {
    Text(joining: self, separator: separator)
  }
}

extension Sequence<String> {
  /// Names one after another, `separator` between two of them.
  package func joined(separator: Text) -> Text {
    lazy.map { Text(verbatim: $0) }.joined(separator: separator)
  }
}

extension Text {
  /// What stands between the items of a list.
  package static let comma = Text(", ", context: "list")

  /// What stands between things all of which are meant.
  package static let and = Text(" and ", context: "list")

  /// What stands between things one of which is meant.
  package static let choice = Text(" or ", context: "candidates")
}
