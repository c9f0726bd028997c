internal import Canvas
public import Localization
public import Namespaces

/// What an explanation is about beyond its subject: a thing on the screen.
public enum ExplainedObject: Sendable, Hashable {
  case namespace(NamespaceID)
  case process(ProcessID)
}

/// An explanation of a ``Subject`` in one language, filled with the numbers of a running system.
public struct Explanation: Sendable {
  private let article: Article
  private let facts: [ArticleFact: String]

  /// Takes up the text on `subject` and fills it.
  ///
  /// - Parameters:
  ///   - subject: what to explain.
  ///   - language: the language of the text.
  ///   - snapshot: the system whose numbers it shall tell; without one it tells none.
  ///   - object: the namespace or process that was asked about.
  public init(
    subject: Subject, language: Language, snapshot: Snapshot? = nil,
    object: ExplainedObject? = nil
  ) {
    article = Articles.article(on: subject, in: language)
    facts =
      snapshot.map {
        ArticleFactValues(snapshot: $0, subject: subject, object: object, language: language).values
      } ?? [:]
  }

  /// The headline.
  public var title: String { "\(article.subject.rawValue): \(article.title)" }

  /// The explanation as lines of at most `width` columns; code is never broken.
  public func render(width: Int) -> [StyledLine] {
    var lines = [StyledLine.Run(title, .title)].wrapped(to: width)
    for section in article.sections {
      let blocks = section.blocks.compactMap(filled)
      if blocks.isEmpty { continue }
      lines += [StyledLine(), StyledLine([StyledLine.Run(section.heading, .heading)])]
      for (index, block) in blocks.enumerated() {
        if index > 0, separated(blocks[index - 1], block) { lines.append(StyledLine()) }
        lines += render(block, width: width)
      }
    }
    return lines
  }

  private enum Filled {
    case paragraph([StyledLine.Run])
    case item([StyledLine.Run])
    case code(String)
  }

  private func filled(_ block: Article.Block) -> Filled? {
    switch block {
    case .paragraph(let pieces): runs(pieces).map(Filled.paragraph)
    case .item(let pieces): runs(pieces).map(Filled.item)
    case .code(let line): .code(line)
    }
  }

  private func runs(_ pieces: [Article.Piece]) -> [StyledLine.Run]? {
    var runs: [StyledLine.Run] = []
    for piece in pieces {
      switch piece {
      case .text(let text): runs.append(StyledLine.Run(text, .body))
      case .code(let text): runs.append(StyledLine.Run(text, .code))
      case .fact(let fact):
        guard let value = facts[fact] else { return nil }
        runs.append(StyledLine.Run(value, .fact))
      }
    }
    return runs
  }

  /// Whether an empty line stands between two blocks: where a paragraph or a piece of code begins
  /// or ends, but not between items nor between lines of code.
  private func separated(_ above: Filled, _ below: Filled) -> Bool {
    switch (above, below) {
    case (.item, .item), (.code, .code), (.paragraph, .paragraph): false
    default: true
    }
  }

  private func render(_ block: Filled, width: Int) -> [StyledLine] {
    switch block {
    case .paragraph(let runs): runs.wrapped(to: width)
    case .item(let runs): runs.wrapped(to: width, indent: 2, marker: "•")
    case .code(let line): [StyledLine([StyledLine.Run("    " + line, .code)])]
    }
  }
}
