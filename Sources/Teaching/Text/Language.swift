/// A language that heya teaches in.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case japanese = "ja"

  /// The language that a locale's name such as `ja_JP.UTF-8` asks for; English for all others.
  public init(locale: some StringProtocol) {
    self = locale.hasPrefix("ja") ? .japanese : .english
  }
}

/// One text in every language; a missing translation does not compile.
public struct Words: Sendable, Hashable {
  /// The text in English.
  public var english: String

  /// The text in Japanese.
  public var japanese: String

  /// Creates a text from its translations.
  public init(en english: String, ja japanese: String) {
    self.english = english
    self.japanese = japanese
  }

  /// A text that is the same in every language, such as a command.
  public init(_ text: String) {
    self.init(en: text, ja: text)
  }

  /// The text in `language`.
  public subscript(language: Language) -> String {
    switch language {
    case .english: english
    case .japanese: japanese
    }
  }
}
