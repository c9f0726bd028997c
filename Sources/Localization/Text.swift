/// A text in every language that heya speaks; one without a translation does not compile.
public struct Text: Sendable, Hashable {
  /// The English text.
  public var english: String

  /// The Japanese text.
  public var japanese: String

  /// Creates a text from its translations.
  public init(_ english: String, _ japanese: String) {
    self.english = english
    self.japanese = japanese
  }

  /// A text that is the same in every language, such as a command.
  public init(_ text: String) {
    self.init(text, text)
  }

  /// The text in `language`.
  public subscript(language: Language) -> String {
    switch language {
    case .english: english
    case .japanese: japanese
    }
  }
}

extension Sequence<Text> {
  /// The texts one after another in each language, `separator` between two of them.
  package func joined(separator: String) -> Text {
    Text(
      map(\.english).joined(separator: separator), map(\.japanese).joined(separator: separator))
  }
}
