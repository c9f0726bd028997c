/// A line that does nothing on a terminal but appear.
///
/// It is the only thing that the program writes to people, and there is no way to make one with a
/// foreign escape sequence in it: whatever text goes in becomes visible (``Swift/String/init(visible:)``),
/// line breaks included. How a piece looks is said by ``Look``, from which the sequences are made
/// here.
public struct TerminalText: Sendable, Hashable {
  /// The line, with sequences where a look was asked for.
  public private(set) var text: String

  /// How a piece of a line looks, as the parameters of SGR (ECMA-48, 8.3.117).
  public enum Look: String, Sendable, CaseIterable {
    case plain = ""
    case bold = "1"
    case faint = "2"
    case title = "1;4"
    case red = "31"
    case cyan = "36"
  }

  /// Makes a line.
  public init(_ line: String, _ look: Look = .plain) {
    let visible = String(visible: line)
    text = look == .plain ? visible : "\u{1B}[\(look.rawValue)m\(visible)\u{1B}[0m"
  }

  /// One line of several pieces.
  public init(_ pieces: some Sequence<TerminalText>) {
    text = pieces.map(\.text).joined()
  }

  /// The lines of a text whose line breaks are our own, such as a help page's.
  public static func lines(of text: some StringProtocol) -> [TerminalText] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { TerminalText(String($0)) }
  }
}
