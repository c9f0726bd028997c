internal import Canvas

/// A line of teaching text, ready for a screen of a certain width.
public struct StyledLine: Sendable, Hashable {
  /// The pieces, from left to right.
  public var runs: [Run]

  /// A piece of a line that looks the same throughout.
  public struct Run: Sendable, Hashable {
    /// What the piece says.
    public var text: String

    /// What the piece is, from which the theme knows how it looks.
    public var role: Role

    /// Creates a piece.
    public init(_ text: String, _ role: Role) {
      self.text = text
      self.role = role
    }
  }

  /// What a piece of text is.
  public enum Role: Sendable, Hashable {
    case title
    case heading
    case body
    case code
    case fact
    case output
  }

  /// Creates a line.
  public init(_ runs: [Run] = []) {
    self.runs = runs
  }

  /// The line without its roles.
  public var text: String { runs.map(\.text).joined() }
}

extension [StyledLine.Run] {
  /// The runs broken into lines of at most `columns`, each line beginning with `indent` spaces and
  /// the first with `marker` in their place.
  package func wrapped(to columns: Int, indent: Int = 0, marker: String = "") -> [StyledLine] {
    let width = Swift.max(columns - indent, 8)
    let text = map { $0.unbroken(below: width / 2) }.joined()
    return text.wrapped(to: width).enumerated().map { number, range in
      let lead = number == 0 ? marker.padded(to: indent) : String(repeating: " ", count: indent)
      let start = text.distance(from: text.startIndex, to: range.lowerBound)
      let end = start + text.distance(from: range.lowerBound, to: range.upperBound)
      let pieces = cut(start..<end)
      return StyledLine(lead.isEmpty ? pieces : [StyledLine.Run(lead, .body)] + pieces)
    }
  }

  /// The pieces that lie in a range of characters, counted over all runs.
  private func cut(_ range: Range<Int>) -> [StyledLine.Run] {
    var pieces: [StyledLine.Run] = []
    var offset = 0
    for run in self {
      let count = run.text.count
      let part = range.clamped(to: offset..<(offset + count))
      if !part.isEmpty {
        let text = run.text.dropFirst(part.lowerBound - offset).prefix(part.count)
        pieces.append(StyledLine.Run(String(text), run.role))
      }
      offset += count
    }
    return pieces
  }
}

extension StyledLine.Run {
  /// The text with spaces at which no line ends, where it is code, which is typed as it stands, of
  /// fewer columns than `limit`.
  fileprivate func unbroken(below limit: Int) -> String {
    guard role == .code, text.columns < limit else { return text }
    return String(text.map { $0 == " " ? "\u{A0}" : $0 })
  }
}
