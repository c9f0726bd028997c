/// A language that heya speaks: English, in which its texts are written, and those with a catalog.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case japanese = "ja"

  /// The language that a locale's name such as `ja_JP.UTF-8` asks for; English for all others.
  public init(locale: some StringProtocol) {
    self = Self.allCases.first { locale.hasPrefix($0.rawValue) } ?? .english
  }
}
