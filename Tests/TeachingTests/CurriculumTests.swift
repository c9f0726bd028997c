import Glibc
import Localization
import Namespaces
import TestSupport
import Testing

@testable import Teaching

@Suite("Lessons")
struct CurriculumTests {
  private static let names = Curriculum.lessons.map(\.id)

  @Test(
    "every claim of a lesson comes true on this kernel",
    .requiresRoot, .requires(program: "ip"), .requires(program: "ping"),
    .requires(program: "strace"), .requires(program: "bwrap"), arguments: names)
  func checks(name: String) throws {
    let lesson = try #require(Curriculum.lesson(name))
    let check = LessonSelfTest(lesson, look: LiveSystem.look)
    for breach in check.broken {
      Issue.record("\(name), \(breach.step): \(breach.checks)\n\(breach.output)")
    }
    // Only a control group may be out of reach of root, as it is inside a container.
    let allowed = LessonError.need(.controlGroup).words
    for skip in check.skipped { #expect(skip.reason == allowed, "\(skip.name)") }
  }

  @Test("a claim that does not come true is reported with what was printed", .requiresRoot)
  func brokenCheck() throws {
    let words = Text(verbatim: "")
    let lesson = Lesson(
      "wrong", words, minutes: 1, quiz: .uts,
      steps: [
        Step(
          "name", words, run: "hostname", checks: [.ends("castle"), .changed([], since: "start")],
          shows: words)
      ])
    let check = LessonSelfTest(lesson, look: LiveSystem.look)
    let breach = try #require(check.broken.first)
    #expect(breach.checks == [.ends("castle")])
    #expect(breach.output == "house")
  }

  @Test("there is a lesson for each of the eight kinds", arguments: NamespaceKind.allCases)
  func kinds(kind: NamespaceKind) {
    #expect(Curriculum.lesson(kind.name) != nil)
  }

  @Test("every text of a lesson is there in English and in Japanese", arguments: names)
  func languages(name: String) throws {
    let lesson = try #require(Curriculum.lesson(name))
    for words in [lesson.title] + lesson.steps.flatMap({ [$0.text, $0.shows] }) {
      #expect(!words[.english].contains { $0.isJapanese }, "\(words[.english])")
      #expect(words[.japanese].contains { $0.isJapanese }, "\(words[.japanese])")
    }
  }

  @Test("backquotes are in pairs, in every text", arguments: names)
  func backquotes(name: String) throws {
    let lesson = try #require(Curriculum.lesson(name))
    for step in lesson.steps {
      let questions = step.question.map { [$0.text] + $0.choices } ?? []
      for words in [step.text, step.shows] + questions {
        for language in Language.allCases {
          #expect(words[language].count { $0 == "`" } % 2 == 0, "\(words[language])")
        }
      }
    }
  }

  @Test("steps have names of their own, and speak only of steps before them", arguments: names)
  func references(name: String) throws {
    let lesson = try #require(Curriculum.lesson(name))
    var known: Set<String> = ["start"]
    for step in lesson.steps {
      for check in step.checks { #expect(check.step.map(known.contains) ?? true, "\(step.id)") }
      switch step.table {
      case .links(let since), .listed(let since): #expect(known.contains(since))
      case .container, nil: break
      }
      #expect(known.insert(step.id).inserted, "\(step.id)")
      #expect(!step.command.contains("\n"))
    }
  }

  @Test("a question has a right answer among its choices", arguments: names)
  func questions(name: String) throws {
    let questions = try #require(Curriculum.lesson(name)).steps.compactMap(\.question)
    for question in questions {
      #expect(question.choices.count >= 2)
      #expect(question.choices.indices.contains(question.answer))
    }
  }
}

extension Character {
  fileprivate var isJapanese: Bool {
    unicodeScalars.contains { (0x3040...0x9FFF).contains($0.value) }
  }
}

extension Check {
  /// The step that the claim speaks of.
  fileprivate var step: String? {
    switch self {
    case .printsSame(let step), .printsOther(let step), .changed(_, since: let step),
      .standsEmpty(_, of: let step), .isGone(_, of: let step):
      step
    default: nil
    }
  }
}
