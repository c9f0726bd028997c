/// A language that heya speaks.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case japanese = "ja"

  /// The language that a locale's name such as `ja_JP.UTF-8` asks for; English for all others.
  public init(locale: some StringProtocol) {
    self = locale.hasPrefix("ja") ? .japanese : .english
  }
}
