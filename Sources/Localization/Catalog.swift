/// The translations into one language, as a file in gettext's format has them.
///
/// A translation has `%1`, `%2`, … where the arguments of the ``Text`` stand.
package struct Catalog: Sendable {
  private var sentences: [String: String] = [:]
  private var counted: [String: [String]] = [:]
  private var rule = PluralRule.single

  /// Creates the catalog of a file.
  ///
  /// Entries that are empty or marked as fuzzy are left out, as gettext does.
  package init(_ file: CatalogFile) {
    rule = file.rule
    sentences.reserveCapacity(file.entries.count)
    for entry in file.entries where !entry.isFuzzy && !entry.translations.contains("") {
      if let plural = entry.plural {
        counted[Self.key(entry.id, context: entry.context)] = entry.translations
        counted[Self.key(plural, context: entry.context)] = entry.translations
      } else {
        sentences[Self.key(entry.id, context: entry.context)] = entry.translations[0]
      }
    }
  }

  /// The translation of a sentence; nil when there is none.
  func translation(of id: String, context: String? = nil) -> String? {
    sentences[Self.key(id, context: context)]
  }

  /// The translation of a sentence, in either of its English forms, in the form for `number`; nil
  /// when there is none.
  func translation(of id: String, context: String?, number: UInt) -> String? {
    guard let forms = counted[Self.key(id, context: context)] else { return nil }
    return forms[min(rule.form(of: number), forms.count - 1)]
  }

  private static func key(_ id: String, context: String?) -> String {
    // No text holds the separator: gettext's own.
    context.map { "\($0)\u{4}\(id)" } ?? id
  }
}

extension Catalog {
  /// The Japanese catalog, which is read when it is first asked for.
  static let japanese = Catalog(builtIn: PackageResources.ja_po)

  private init(builtIn bytes: [UInt8]) {
    do {
      self.init(try CatalogFile(parsing: bytes))
    } catch {
      // The file is part of the program; a test reads it.
      preconditionFailure("\(error)")
    }
  }
}

extension Language {
  /// The translations; nil for English, in which the texts are written.
  var catalog: Catalog? {
    switch self {
    case .english: nil
    case .japanese: .japanese
    }
  }
}

extension String {
  /// The text with something in place of `%1` to `%99`.
  func filled(_ argument: (Int) -> String) -> String {
    guard utf8.contains(UInt8(ascii: "%")) else { return self }
    var text = ""
    var rest = utf8[...]
    while let percent = rest.firstIndex(of: UInt8(ascii: "%")) {
      text += Substring(rest[..<percent])
      rest = rest[rest.index(after: percent)...]
      let digits = rest.prefix(2).prefix { (0x30...0x39).contains($0) }
      if let number = Int(String(Substring(digits))), number > 0 {
        text += argument(number)
        rest = rest[digits.endIndex...]
      } else {
        text += "%"
      }
    }
    return text + Substring(rest)
  }
}
