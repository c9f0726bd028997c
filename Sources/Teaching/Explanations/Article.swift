/// A text of the embedded files, as its markup says it: sections of paragraphs, lists and code.
///
/// The markup is small and strict. `# subject: title` comes first. `## key Heading` begins a
/// section; the keys are ``Section/Key``, each once and in this order. `- ` begins an item of a
/// list and four spaces a line of code; every other line is a paragraph. Inside a paragraph and an
/// item `` ` `` encloses code, and `{name}` stands for a ``ArticleFact``.
struct Article: Sendable {
  var subject: Subject
  var title: String
  var sections: [Section]

  /// A part of the text under a heading of its own.
  struct Section: Sendable {
    var key: Key
    var heading: String
    var blocks: [Block]

    /// What a section is about.
    enum Key: String, Sendable, CaseIterable {
      case plain
      case manual
      case isolates
      case shared
      case here
      case make
      case enter
      case end
      case mistakes
      case pages
    }
  }

  /// A paragraph, an item of a list or a line of code.
  enum Block: Sendable, Hashable {
    case paragraph([Piece])
    case item([Piece])
    case code(String)
  }

  /// A piece of a paragraph.
  enum Piece: Sendable, Hashable {
    case text(String)
    case code(String)
    case fact(ArticleFact)
  }
}
