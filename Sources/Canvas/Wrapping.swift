extension String {
  /// The lines that the text takes when no line may be wider than `columns`.
  ///
  /// Latin words stay whole and the spaces between two lines are left out. Japanese breaks between
  /// any two characters but those that typesetters keep together (kinsoku, JIS X 4051): no line
  /// starts with `、。」` and their like or with a small kana, none ends with an opening bracket.
  /// What would stand there takes the character before it along to the next line. A word that is
  /// wider than a line is cut.
  ///
  /// - Parameters:
  ///   - columns: the width of a line, at least 2.
  ///   - firstIndent: columns that are already taken in the first line.
  /// - Returns: where each line is in the text; one empty range for an empty text.
  public func wrapped(to columns: Int, firstIndent: Int = 0) -> [Range<Index>] {
    var lines: [Range<Index>] = []
    var line = LineBeingFilled(start: startIndex, width: firstIndent)
    var index = startIndex
    var previous: Character?
    while index < endIndex {
      let character = self[index]
      let next = self.index(after: index)
      if let previous, previous.allowsBreak(before: character) { line.lastBreak = index }
      if line.width + character.columns > columns, character != " ", index > line.start {
        let end = line.lastBreak ?? index
        lines.append(line.start..<withoutSpaces(before: end, from: line.start))
        line = LineBeingFilled(start: end, width: self[end..<index].columns)
      }
      line.width += character.columns
      previous = character
      index = next
    }
    lines.append(line.start..<withoutSpaces(before: endIndex, from: line.start))
    return lines
  }

  private func withoutSpaces(before end: Index, from start: Index) -> Index {
    var end = end
    while end > start, self[index(before: end)] == " " { formIndex(before: &end) }
    return end
  }

  private typealias LineBeingFilled = OpenLine<Index>
}

/// A line to which characters are still being added.
private struct OpenLine<Index> {
  var start: Index
  var width: Int

  /// The last place after `start` at which the line may end.
  var lastBreak: Index?
}

extension Character {
  /// Whether a line may end after this character when `next` follows.
  fileprivate func allowsBreak(before next: Character) -> Bool {
    if next == " " { return false }
    if self == " " { return true }
    guard columns == 2 || next.columns == 2 else { return false }
    return !Self.neverLast.contains(self) && !Self.neverFirst.contains(next)
  }

  private static let neverFirst: Set<Character> = Set(
    "、。，．・：；？！」』）］｝〕〉》】〙〗’”…‥ー〜々ゝゞヽヾ％゛゜"
      + "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ" + ",.:;?!)]}%'\"…")

  private static let neverLast: Set<Character> = Set("「『（［｛〔〈《【〘〖‘“([{")
}
