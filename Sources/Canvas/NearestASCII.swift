extension String {
  /// The text with every character that is not ASCII replaced by the mark that comes nearest, or by
  /// `?`, one for each column that it takes, for what can show nothing else.
  public var nearestASCII: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    return map { character in
      if character.isASCII { return String(character) }
      return Self.nearest[character] ?? String(repeating: "?", count: character.columns)
    }.joined()
  }

  private static let nearest: [Character: String] = [
    "·": ".", "…": "~", "–": "-", "—": "-", "‘": "'", "’": "'", "“": "\"", "”": "\"", "→": ">",
  ]
}
