/// A file of translations in gettext's format (the GNU gettext manual, "The Format of PO Files").
package struct CatalogFile: Sendable {
  /// The translations, in the order of the file.
  package private(set) var entries: [Entry] = []

  /// Which form a number takes, by the line `Plural-Forms` of the header.
  package private(set) var rule = PluralRule.single

  /// A text and its translation.
  package struct Entry: Sendable {
    /// The line of its `msgid`, from 1.
    package var line: Int

    /// What the text is about, where the same English has several translations.
    package var context: String?

    /// The English.
    package var id: String

    /// The English for numbers other than 1; nil where nothing is counted.
    package var plural: String?

    /// The translation, or one for each form.
    package var translations: [String] = []

    /// The flags of the comment before it, such as `qt-format`.
    package var flags: [String]

    /// Whether somebody has yet to look at the translation.
    package var isFuzzy: Bool { flags.contains("fuzzy") }
  }

  /// Reads a file.
  ///
  /// - Parameter bytes: The file, in UTF-8.
  /// - Throws: `CatalogError` at the first line that is not of the format.
  package init(parsing bytes: [UInt8]) throws(CatalogError) {
    var parser = Parser()
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      try parser.read(line, number: index + 1)
    }
    try parser.finishEntry()
    entries = parser.entries
    if let header = entries.first, header.id.isEmpty, header.context == nil {
      entries.removeFirst()
      rule = try PluralRule(header: header)
    }
    for entry in entries where entry.plural != nil && entry.translations.count != rule.count {
      throw CatalogError(entry.line, .wrongForms(entry.translations.count, rule.count))
    }
  }
}

extension CatalogFile {
  /// What has been read so far.
  private struct Parser {
    var entries: [Entry] = []
    private var seen: Set<String> = []
    private var line = 0
    private var flags: [String] = []
    private var context: String?
    private var entry: Entry?
    /// Where a line that is nothing but a string goes on.
    private var open: Part?

    private enum Part { case context, id, plural, translation }

    mutating func read(_ bytes: ArraySlice<UInt8>, number: Int) throws(CatalogError) {
      line = number
      var line = bytes.drop(while: \.isBlank)
      switch line.first {
      case nil: return
      case UInt8(ascii: "#"): try comment(line)
      case UInt8(ascii: "\""):
        guard let open else { throw error(.strayText) }
        try add(string(line), to: open)
      default:
        let word = String(decoding: line.prefix { !$0.isBlank && $0 != 0x22 }, as: UTF8.self)
        line = line.drop { !$0.isBlank && $0 != 0x22 }.drop(while: \.isBlank)
        try keyword(word, string(line))
      }
    }

    /// Ends the entry that the lines so far belong to.
    mutating func finishEntry() throws(CatalogError) {
      guard let entry else {
        if context != nil { throw error(.incomplete) }
        return
      }
      guard !entry.translations.isEmpty else { throw error(.incomplete) }
      let key = entry.context.map { "\($0)\u{4}\(entry.id)" } ?? entry.id
      guard seen.insert(key).inserted else { throw CatalogError(entry.line, .duplicate(entry.id)) }
      entries.append(entry)
      self.entry = nil
      context = nil
      flags = []
      open = nil
    }

    private mutating func comment(_ line: ArraySlice<UInt8>) throws(CatalogError) {
      if entry?.translations.isEmpty == false { try finishEntry() }
      guard line.dropFirst().first == UInt8(ascii: ",") else { return }
      flags += line.dropFirst(2).split(separator: UInt8(ascii: ",")).map {
        String(decoding: $0.filter { !$0.isBlank }, as: UTF8.self)
      }
    }

    private mutating func keyword(_ word: String, _ text: String) throws(CatalogError) {
      switch word {
      case "msgctxt":
        try finishEntry()
        context = text
        open = .context
      case "msgid":
        if entry != nil { try finishEntry() }
        entry = Entry(line: line, context: context, id: text, flags: flags)
        open = .id
      case "msgid_plural":
        guard open == .id else { throw error(.misplaced(word)) }
        entry?.plural = text
        open = .plural
      case "msgstr":
        guard open == .id else { throw error(.misplaced(word)) }
        entry?.translations = [text]
        open = .translation
      default:
        guard let entry, word == "msgstr[\(entry.translations.count)]" else {
          throw error(word.hasPrefix("msgstr[") ? .misplaced(word) : .unknownKeyword(word))
        }
        guard entry.plural != nil, open != .id else { throw error(.misplaced(word)) }
        guard entry.translations.count < PluralRule.mostForms else { throw error(.misplaced(word)) }
        self.entry?.translations.append(text)
        open = .translation
      }
    }

    private mutating func add(_ text: String, to part: Part) {
      switch part {
      case .context: context? += text
      case .id: entry?.id += text
      case .plural: entry?.plural? += text
      case .translation:
        if let last = entry?.translations.indices.last { entry?.translations[last] += text }
      }
    }

    /// A string in quotes, which takes the whole rest of the line.
    private func string(_ line: ArraySlice<UInt8>) throws(CatalogError) -> String {
      guard line.first == 0x22 else { throw error(.noQuote) }
      let rest = line.dropFirst()
      let plain = rest.prefix { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }
      var index = plain.endIndex
      var escaped: [UInt8] = []
      while index < line.endIndex, line[index] != 0x22 {
        let byte = line[index]
        index += 1
        if byte == UInt8(ascii: "\\") {
          guard index < line.endIndex, let meant = Self.meaning(of: line[index]) else {
            throw error(.badEscape)
          }
          escaped.append(meant)
          index += 1
        } else if byte < 0x20 || byte == 0x7F {
          throw error(.controlCharacter)
        } else {
          escaped.append(byte)
        }
      }
      guard index < line.endIndex else { throw error(.noQuote) }
      guard line[(index + 1)...].allSatisfy(\.isBlank) else { throw error(.strayText) }
      let text =
        escaped.isEmpty
        ? String(validating: plain, as: UTF8.self)
        : String(validating: plain + escaped, as: UTF8.self)
      guard let text else { throw error(.notUTF8) }
      return text
    }

    private static func meaning(of escape: UInt8) -> UInt8? {
      switch escape {
      case UInt8(ascii: "n"): 0x0A
      case UInt8(ascii: "t"): 0x09
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): escape
      default: nil
      }
    }

    private func error(_ problem: CatalogError.Problem) -> CatalogError {
      CatalogError(line, problem)
    }
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}
