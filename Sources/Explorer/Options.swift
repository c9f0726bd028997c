package import Wording

/// How the explorer looks and behaves, as decided on the command line and by the configuration.
package struct Options: Sendable {
  /// The language of every text.
  package var language: Language

  /// The colours.
  package var theme: Theme

  /// Whether only ASCII may be drawn, for terminals that cannot place other characters.
  package var ascii: Bool

  /// Whether the mouse is listened to.
  package var mouse: Bool

  /// Whether everything that changes the host is refused.
  package var readOnly: Bool

  /// The seconds between two scans, 0.1 to 3600.
  package var interval: Double

  /// The file that is browsed instead of the running host; nil for the running host.
  package var capture: String?

  /// The keys.
  package var keys: KeyTable

  /// The seconds that the local time is ahead of UTC.
  package var utcOffset: Double

  /// Options of an interface in English with the standard keys and colours.
  package init() {
    language = .english
    theme = .standard
    ascii = false
    mouse = true
    readOnly = false
    interval = 1
    capture = nil
    keys = .standard
    utcOffset = 0
  }
}

extension Options {
  /// The characters that are not text.
  var glyphs: Glyphs { ascii ? .ascii : .unicode }
}
