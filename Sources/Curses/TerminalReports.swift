/// What a terminal of xterm's family is asked to report besides keys.
enum TerminalReports {
  /// Pasted text is marked as such, and the window says when it comes to the front.
  static let start = "\u{1B}[?2004h\u{1B}[?1004h"

  /// Once, the colour of the background (xterm's control sequences, OSC 11); see
  /// `BackgroundColorReport`.
  static let askBackground = "\u{1B}]11;?\u{1B}\\"

  /// Buttons, the wheel and drags, in the form that has no largest column.
  static let startMouse = "\u{1B}[?1002h\u{1B}[?1006h"

  /// No report of the mouse.
  static let endMouse = "\u{1B}[?1006l\u{1B}[?1002l"

  /// No reports at all.
  static let end = endMouse + "\u{1B}[?1004l\u{1B}[?2004l"
}
