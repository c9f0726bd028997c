import Canvas
import Localization
import Namespaces
import Testing

@testable import Teaching

@Suite("Explanations")
struct ExplanationTests {
  private static let all = Subject.allCases.flatMap { subject in
    Language.allCases.map { (subject, $0) }
  }

  @Test("every subject has a complete text in every language", arguments: all)
  func complete(subject: Subject, language: Language) throws {
    let article = try Article(parsing: Articles.text(on: subject, in: language))
    #expect(article.subject == subject)
  }

  @Test("the Japanese text is Japanese and the English one is not", arguments: all)
  func language(subject: Subject, language: Language) throws {
    let article = try Article(parsing: Articles.text(on: subject, in: language))
    for section in article.sections where section.key != .pages {
      let hasKana = section.heading.unicodeScalars.contains { (0x3040...0x9FFF).contains($0.value) }
      #expect(hasKana == (language == .japanese), "\(section.heading)")
    }
  }

  @Test("both languages show the same commands and the same facts", arguments: Subject.allCases)
  func sameCommands(subject: Subject) throws {
    let english = try Article(parsing: Articles.text(on: subject, in: .english))
    let japanese = try Article(parsing: Articles.text(on: subject, in: .japanese))
    #expect(english.commands == japanese.commands)
    #expect(english.facts == japanese.facts)
    #expect(english.pages == japanese.pages)
  }

  @Test("the section about this system tells numbers of this system", arguments: all)
  func here(subject: Subject, language: Language) {
    let snapshot = HostFixture.snapshot
    let with = Explanation(subject: subject, language: language, snapshot: snapshot)
    let without = Explanation(subject: subject, language: language)
    #expect(!with.render(width: 80).flatMap(\.runs).filter { $0.role == .fact }.isEmpty)
    #expect(without.render(width: 80).flatMap(\.runs).allSatisfy { $0.role != .fact })
  }

  @Test("no line is wider than asked for, code aside", arguments: all)
  func width(subject: Subject, language: Language) {
    let explanation = Explanation(
      subject: subject, language: language, snapshot: HostFixture.snapshot)
    for width in [40, 72, 100] {
      for line in explanation.render(width: width) where !line.text.hasPrefix("    ") {
        #expect(line.text.columns <= width, "\(line.text)")
      }
    }
  }

  @Test("an explanation of a namespace tells who lives in it and who holds it")
  func namespaceObject() {
    let text = Explanation(
      subject: .net, language: .english, snapshot: HostFixture.snapshot,
      object: .namespace(HostFixture.containerNet)
    ).render(width: 200).map(\.text).joined(separator: "\n")
    #expect(text.contains("This one, net:[5001], has 1 member, the first of them nginx (42)."))
    #expect(text.contains("It is also held by pins: 1."))
  }

  @Test("an explanation of a process tells which namespaces are its own and its numbers in them")
  func processObject() {
    let text = Explanation(
      subject: .namespace, language: .english, snapshot: HostFixture.snapshot,
      object: .process(ProcessID(pid: 42, startTicks: 7))
    ).render(width: 200).map(\.text).joined(separator: "\n")
    #expect(text.contains("This one, nginx (42), has its own net, pid, mnt and shares"))
    #expect(text.contains("Its number is 42 → 1"))
  }

  @Test(
    "a text that breaks a rule is refused with the line and the reason",
    arguments: [
      ("plain text", 1, "text before the first section"),
      ("# net: a\n# net: b", 2, "a second title"),
      ("# nat: a", 1, "not `subject: title`"),
      ("# net: a\n## what It is", 2, "not `key Heading`"),
      ("# net: a\n## plain", 2, "not `key Heading`"),
      ("# net: a\n## plain A\nthere are {nothing}", 3, "an unknown fact: {nothing}"),
      ("# net: a\n## plain A\n`open", 3, "a backquote that is not closed"),
      ("# net: a\n## plain A\n  two spaces", 3, "indented, but not by four"),
      ("# net: a\n## plain A\ntext", 0, "the sections are [\"plain\"]"),
      ("", 0, "no title"),
    ])
  func refused(text: String, line: Int, problem: String) {
    #expect(throws: ArticleError(line: line, problem: problem)) { try Article(parsing: text) }
  }
}

extension Article {
  fileprivate var blocks: [Block] { sections.flatMap(\.blocks) }

  fileprivate var commands: [String] {
    blocks.compactMap { if case .code(let line) = $0 { line } else { nil } }
  }

  fileprivate var facts: Set<ArticleFact> {
    var facts: Set<ArticleFact> = []
    for block in blocks {
      switch block {
      case .paragraph(let pieces), .item(let pieces):
        for case .fact(let fact) in pieces { facts.insert(fact) }
      case .code: break
      }
    }
    return facts
  }

  fileprivate var pages: [Block] { sections.last?.blocks ?? [] }
}
