internal import Canvas
internal import Localization

/// A step's command as one may type it.
struct CommandText {
  /// The lines: broken where a part of the command ends, with a backslash at each break, and within
  /// quotes and `$(…)` only where these are wider than a line.
  let lines: [StyledLine]

  /// A space at which no line ends.
  private static let boundSpace: Character = "\u{A0}"

  /// Lays out `command` for a width.
  init(_ command: String, width: Int) {
    let width = max(width - 8, 20)
    var lines = [""]
    for part in Self.parts(of: Self.bound(command, below: width)) {
      for range in part.wrapped(to: width) {
        let piece = String(part[range])
        let last = lines[lines.count - 1]
        if last.isEmpty || last.columns + 1 + piece.columns <= width {
          lines[lines.count - 1] += (last.isEmpty ? "" : " ") + piece
        } else {
          lines.append(piece)
        }
      }
    }
    self.lines = lines.enumerated().map { number, line in
      let isLast = number == lines.count - 1
      let text = String(line.map { $0 == Self.boundSpace ? " " : $0 })
      return StyledLine([
        .init((number == 0 ? "  $ " : "    ") + text + (isLast ? "" : " \\"), .code)
      ])
    }
  }

  /// The parts of a command line, each with the sign at its end that leads to the next.
  private static func parts(of command: String) -> [String] {
    var parts = [""]
    for word in command.split(separator: " ") {
      let last = parts.count - 1
      parts[last] += (parts[last].isEmpty ? "" : " ") + word
      if ["&&", "||", "&", "|"].contains(word) || word.hasSuffix(";") { parts.append("") }
    }
    return parts.filter { !$0.isEmpty }
  }

  /// The command with bound spaces in what is quoted or substituted and fits into a line.
  private static func bound(_ command: String, below width: Int) -> String {
    var (text, rest) = ("", command[...])
    while let next = rest.first {
      if let group = group(at: rest), group.columns < width {
        text += group.map { $0 == " " ? boundSpace : $0 }
        rest = rest.dropFirst(group.count)
      } else {
        text.append(next)
        rest = rest.dropFirst()
      }
    }
    return text
  }

  /// What `text` begins with: a string in quotes, or a substitution; nil where it begins with
  /// neither.
  private static func group(at text: Substring) -> Substring? {
    if text.hasPrefix("'") {
      return text.dropFirst().firstIndex(of: "'").map { text[...$0] }
    }
    guard text.hasPrefix("$(") else { return nil }
    var depth = 0
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" { depth -= 1 }
      if text[index] == ")", depth == 0 { return text[...index] }
    }
    return nil
  }
}
