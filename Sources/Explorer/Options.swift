import Canvas
package import Localization

/// How the explorer looks and behaves, as decided on the command line and by the configuration.
package struct Options: Sendable {
  /// The language of every text.
  package var language: Language

  /// The colours.
  package var theme: Theme

  /// Whether the terminal shows colours; where it does not, all is said by bold, dim and the like.
  package var hasColors: Bool

  /// Whether the terminal told that its background is a light one.
  package var hasLightBackground: Bool

  /// Whether only ASCII may be drawn, for terminals that cannot place other characters.
  package var ascii: Bool

  /// Whether the mouse is listened to.
  package var mouse: Bool

  /// Whether everything that changes the host is refused.
  package var readOnly: Bool

  /// The seconds between two scans, 0.1 to 3600.
  package var interval: Double

  /// Whether the kernel is asked for all tasks in one pass.
  package var iterator: Bool

  /// The file that is browsed instead of the running host; nil for the running host.
  package var capture: String?

  /// The view to begin with; nil for the one that was left last time, else the first.
  package var view: ViewName?

  /// Whether the kernel's own threads are left out at the beginning.
  package var hidesKernelThreads: Bool

  /// Whether the load of the last minute is drawn as little graphs.
  package var graphs: Bool

  /// The keys.
  package var keys: KeyTable

  /// The seconds that the local time is ahead of UTC.
  package var utcOffset: Double

  /// Options of an interface in English with the standard keys and colours.
  package init() {
    language = .english
    theme = .standard
    hasColors = true
    hasLightBackground = false
    ascii = false
    mouse = true
    readOnly = false
    interval = 1
    iterator = false
    capture = nil
    view = nil
    hidesKernelThreads = true
    graphs = true
    keys = .standard
    utcOffset = 0
  }
}

extension Options {
  /// How a role looks on this terminal.
  func style(_ role: Theme.Role) -> Style {
    (hasColors ? theme : .mono).style(role, onLight: hasLightBackground)
  }

  /// The characters that are not text.
  var glyphs: Glyphs { Glyphs(areASCII: ascii) }

  /// The key that is advertised for an action; empty when none leads to it.
  func keyLabel(of action: Action) -> String {
    keys.binding(of: action)?.keys.first?.label(glyphs) ?? ""
  }
}
