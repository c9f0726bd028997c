internal import CNcurses
internal import Canvas
internal import Glibc

/// What the terminfo database tells of the terminal at hand (terminfo(5)).
enum Terminfo {
  /// Looks the terminal up by `TERM`, in the database and then among those that are built in; all else
  /// here works only after that.
  ///
  /// ncurses itself would end the process where this throws.
  static func load(for descriptor: Int32) throws(ScreenError) {
    guard let name = TerminalLocale.variable("TERM") else { throw .termUnset }
    if heya_terminfo_status(descriptor) != 1 {
      guard let builtIn = BuiltInTerminal(name) else { throw .unknownTerminal(name) }
      unsafe setenv("TERMINFO", builtIn.variable, 1)
      guard heya_terminfo_status(descriptor) == 1 else { throw .unknownTerminal(name) }
    }
    guard string("cup") != nil, string("clear") != nil else { throw .tooSimple(name) }
  }

  /// Puts `TERMINFO` back as it was, once newterm(3) has looked the terminal up again: a shell that is
  /// started from here looks into its own database.
  static func restoreVariable(_ old: String?) {
    if let old { unsafe setenv("TERMINFO", old, 1) } else { unsafe unsetenv("TERMINFO") }
  }

  /// The string of a capability, without the pauses that printing terminals needed; nil when the
  /// terminal lacks it.
  static func string(_ capability: String) -> [UInt8]? {
    guard let text = unsafe heya_terminfo_string(capability) else { return nil }
    var bytes: [UInt8] = []
    var rest = unsafe String(cString: text).utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<") {
        rest = rest.drop { $0 != UInt8(ascii: ">") }.dropFirst()
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  /// Whether the terminal understands `ESC [` sequences, and so passes over those of its relatives.
  static var isANSI: Bool { string("cup")?.starts(with: [0x1B, UInt8(ascii: "[")]) ?? false }

  /// Whether the terminal can be asked for the colour of its background: one with a window and a
  /// mouse, for others show a part of the question as text.
  static var tellsBackground: Bool {
    isANSI && string("kmous") != nil && TerminalLocale.variable("TERM")?.hasPrefix("linux") == false
  }

  /// What the keys send.
  static var keySequences: KeySequences {
    KeySequences(
      KeySequences.capabilities.compactMap { name, key in string(name).map { ($0, key) } })
  }

  /// Plain text, the terminal's colours, a cursor, keys as in the shell, and the shell's screen.
  static var restore: [UInt8] {
    (isANSI ? Array(TerminalReports.end.utf8) : [])
      + ["sgr0", "op", "cnorm", "rmkx", "rmcup"].flatMap { string($0) ?? [] }
  }
}
