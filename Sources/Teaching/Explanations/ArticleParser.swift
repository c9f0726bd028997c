/// Why an embedded text is not as ``Article`` says it must be.
struct ArticleError: Error, Hashable, CustomStringConvertible {
  /// The line, counted from 1; 0 for the text as a whole.
  var line: Int

  /// What is wrong with it.
  var problem: String

  var description: String { "line \(line): \(problem)" }
}

extension Article {
  /// Reads a text in the markup of ``Article``.
  init(parsing text: String) throws(ArticleError) {
    var sections: [Section] = []
    var heading: (subject: Subject, title: String)?
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if line.hasPrefix("## ") {
        sections.append(try Self.section(line.dropFirst(3), number))
      } else if line.hasPrefix("# ") {
        guard heading == nil, sections.isEmpty else {
          throw ArticleError(line: number, problem: "a second title")
        }
        heading = try Self.heading(line.dropFirst(2), number)
      } else if !line.isEmpty {
        guard !sections.isEmpty else {
          throw ArticleError(line: number, problem: "text before the first section")
        }
        sections[sections.count - 1].blocks.append(try Self.block(line, number))
      }
    }
    guard let heading else { throw ArticleError(line: 0, problem: "no title") }
    self.init(subject: heading.subject, title: heading.title, sections: sections)
    try check()
  }

  private func check() throws(ArticleError) {
    let keys = sections.map(\.key)
    guard keys == Section.Key.allCases else {
      throw ArticleError(line: 0, problem: "the sections are \(keys.map(\.rawValue))")
    }
    for section in sections where section.blocks.isEmpty {
      throw ArticleError(line: 0, problem: "\(section.key) is empty")
    }
    guard items(of: .mistakes) == 3 else {
      throw ArticleError(line: 0, problem: "not three mistakes")
    }
    guard items(of: .pages) > 0 else { throw ArticleError(line: 0, problem: "no man page") }
  }

  private func items(of key: Section.Key) -> Int {
    let blocks = sections.first { $0.key == key }?.blocks ?? []
    return blocks.count { if case .item = $0 { true } else { false } }
  }

  private static func heading(
    _ line: Substring, _ number: Int
  ) throws(ArticleError) -> (subject: Subject, title: String) {
    let parts = line.split(separator: ": ", maxSplits: 1)
    guard parts.count == 2, let subject = Subject(rawValue: String(parts[0])) else {
      throw ArticleError(line: number, problem: "not `subject: title`")
    }
    return (subject, String(parts[1]))
  }

  private static func section(_ line: Substring, _ number: Int) throws(ArticleError) -> Section {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let key = Section.Key(rawValue: String(parts[0])) else {
      throw ArticleError(line: number, problem: "not `key Heading`")
    }
    return Section(key: key, heading: String(parts[1]), blocks: [])
  }

  private static func block(_ line: Substring, _ number: Int) throws(ArticleError) -> Block {
    if line.hasPrefix("    ") { return .code(String(line.dropFirst(4))) }
    if line.hasPrefix("- ") { return .item(try pieces(line.dropFirst(2), number)) }
    guard line.first != " ", line.first != "\t" else {
      throw ArticleError(line: number, problem: "indented, but not by four")
    }
    return .paragraph(try pieces(line, number))
  }

  /// The pieces of a paragraph; a fact may stand between backquotes as well as outside.
  private static func pieces(_ line: Substring, _ number: Int) throws(ArticleError) -> [Piece] {
    var pieces: [Piece] = []
    var text = ""
    var isCode = false
    func flush() {
      if !text.isEmpty { pieces.append(isCode ? .code(text) : .text(text)) }
      text = ""
    }
    var rest = line
    while let character = rest.popFirst() {
      switch character {
      case "`":
        flush()
        isCode.toggle()
      case "{":
        guard let end = rest.firstIndex(of: "}"),
          let fact = ArticleFact(rawValue: String(rest[..<end]))
        else { throw ArticleError(line: number, problem: "an unknown fact: {\(rest)") }
        flush()
        pieces.append(.fact(fact))
        rest = rest[end...].dropFirst()
      default:
        text.append(character)
      }
    }
    guard !isCode else {
      throw ArticleError(line: number, problem: "a backquote that is not closed")
    }
    flush()
    return pieces
  }
}
