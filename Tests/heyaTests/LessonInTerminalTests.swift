import Glibc
import TestSupport
import Testing
import Wording

@testable import Teaching

/// The article's lesson at a terminal that is wide enough for the tree beside it.
@Suite("A lesson beside the tree", .requiresRoot, .requires(program: "tmux"))
struct LessonInTerminalTests {
  private static func open(_ arguments: String) -> Tmux {
    Tmux(
      "XDG_STATE_HOME=/dev/null \(BuiltProgram.path("heya")) \(arguments); echo status $?; exec cat",
      columns: 150, rows: 50)
  }

  @Test("the article's is taken in Japanese from the first step to the last")
  func article() throws {
    let tmux = Self.open("learn first --lang ja")
    let steps = Lesson.first.steps
    for (number, step) in steps.enumerated() {
      try see("手順 \(number + 1)/\(steps.count)", "Enter: 実行", tmux)
      if let question = step.question {
        tmux.type("\(question.answer + 1)")
        try see("あなたの予想: \(question.answer + 1)", "Enter: 実行", tmux)
      }
      tmux.type("Enter")
      try see("手順 \(number + 1)/\(steps.count)", "Enter: 次へ", tmux)
      if step.question != nil { try see("予想どおりです。", "", tmux) }
      if step.id == "room" {
        // The new rooms stand out in the tree, by their sign.
        #expect(tmux.wait { lines in lines.count { $0.contains("│+   ▸ ") } == 2 } != nil)
      }
      tmux.type("Enter")
    }
    try see("いまこの瞬間についての問題", "Enter: 次へ", tmux)
    tmux.type("1")
    try see("✓", "Enter: 次へ", tmux)
    tmux.type("Enter")
    try see("レッスンはこれで終わりです。", "Enter: ツリーへ戻る", tmux)
    tmux.type("Enter")
    try see("status 0", "", tmux)
  }

  @Test("a step is gone back from, done again, done by hand, and the lesson left from the tree")
  func ways() throws {
    let tmux = Self.open("--lang en")
    try see("processes", "", tmux)
    tmux.type("L")
    try see("uts: a name on the door", "Enter begin", tmux)
    tmux.type("Down", "Enter")
    try see("Step 1/6", "Enter run it", tmux)
    tmux.type("Enter")
    try see("Step 1/6", "Enter go on", tmux)
    tmux.type("Enter")
    try see("Step 2/6", "Enter run it", tmux)
    tmux.type("b")
    try see("Step 1/6", "Enter run it", tmux)
    for step in 1...3 {
      tmux.type("Enter")
      try see("Step \(step)/6", "Enter go on", tmux)
      tmux.type("Enter")
      try see("Step \(step + 1)/6", "Enter run it", tmux)
    }
    tmux.type("!")
    #expect(tmux.wait { $0.last?.hasSuffix("#") ?? false } != nil)
    tmux.type("hostname kitchen; exit", "Enter")
    try see("The kernel says that it is done.", "Enter go on", tmux)
    tmux.type("r")
    try see("Step 4/6", "Enter run it", tmux)
    tmux.type("Escape")
    #expect(tmux.wait { !$0.contains { $0.contains("Step 4/6") } } != nil)
    try see("processes", "q quit", tmux)
  }

  /// Waits until the screen shows both texts, the second in its last line.
  private func see(_ text: String, _ footer: String, _ tmux: borrowing Tmux) throws {
    let lines = tmux.wait { lines in
      lines.contains { $0.contains(text) }
        && (footer.isEmpty || lines.last?.contains(footer) ?? false)
    }
    if lines == nil { throw NotSeen(what: text, screen: tmux.screen().joined(separator: "\n")) }
  }

  private struct NotSeen: Error {
    var what: String
    var screen: String
  }
}
