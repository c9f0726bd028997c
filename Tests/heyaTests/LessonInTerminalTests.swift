import Glibc
import Localization
import TestSupport
import Testing

@testable import Teaching

/// Lessons at a terminal that is wide enough for the tree beside them.
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
      let position = "手順 \(number + 1)/\(steps.count)"
      try tmux.see(position, above: "Enter: 実行")
      if let question = step.question {
        tmux.type("\(question.answer + 1)")
        try tmux.see("あなたの予想: \(question.answer + 1)", above: "Enter: 実行")
      }
      tmux.type("Enter")
      try tmux.see(position, above: "Enter: 次へ")
      if step.question != nil { try tmux.see("予想どおりです。") }
      if step.id == "room" {
        // The new namespaces stand out in the tree, by their sign.
        try tmux.see("two new rooms") { lines in lines.count { $0.contains("│+   ▸ ") } == 2 }
      }
      tmux.type("Enter")
    }
    try tmux.see("いまこの瞬間についての問題", above: "Enter: 次へ")
    tmux.type("1")
    try tmux.see("✓", above: "Enter: 次へ")
    tmux.type("Enter")
    try tmux.see("レッスンはこれで終わりです。", above: "Enter: ツリーへ戻る")
    tmux.type("Enter")
    try tmux.see("status 0")
  }

  @Test("a step is gone back from, done again, done by hand, and the lesson left from the tree")
  func ways() throws {
    let tmux = Self.open("--lang en")
    try tmux.see("processes")
    tmux.type("L")
    try tmux.see("uts: a name on the door", above: "Enter begin")
    tmux.type("Down", "Enter")
    try take(1, of: tmux)
    try tmux.see("Step 2/6", above: "Enter run it")
    tmux.type("b")
    for step in 1...3 { try take(step, of: tmux) }
    try tmux.see("Step 4/6", above: "Enter run it")
    try atShell(of: tmux, "hostname kitchen; exit")
    try tmux.see("The kernel says that it is done.", above: "Enter go on")
    tmux.type("r")
    try tmux.see("Step 4/6", above: "Enter run it")
    tmux.type("Escape")
    try tmux.see("the tree of the host") { !$0.contains { $0.contains("Step 4/6") } }
    try tmux.see("processes", above: "q quit")
  }

  @Test("a namespace that the learner enters by hand is seen by the kernel while it is there")
  func byHand() throws {
    let tmux = Self.open("learn uts --lang en")
    try take(1, of: tmux)
    try tmux.see("Step 2/6", above: "Enter run it")
    try atShell(of: tmux, "exit")
    try tmux.see("The kernel does not see it yet", above: "Enter run it")
    try atShell(of: tmux, "unshare --uts sh")
    try atPrompt(of: tmux, "sleep 2; exit")
    try atPrompt(of: tmux, "exit")
    try tmux.see("The kernel saw you do it", above: "Enter go on")
    try tmux.see("Only uts changed.")
  }

  /// Runs a step of the lesson `uts` and goes on.
  private func take(_ step: Int, of tmux: borrowing Tmux) throws {
    try tmux.see("Step \(step)/6", above: "Enter run it")
    tmux.type("Enter")
    try tmux.see("Step \(step)/6", above: "Enter go on")
    tmux.type("Enter")
  }

  /// Types a line at a shell in the target.
  private func atShell(of tmux: borrowing Tmux, _ line: String) throws {
    tmux.type("!")
    try atPrompt(of: tmux, line)
  }

  private func atPrompt(of tmux: borrowing Tmux, _ line: String) throws {
    try tmux.see("a prompt") { $0.last?.hasSuffix("#") ?? false }
    tmux.type(line, "Enter")
  }
}
