import Localization
import TestSupport
import Testing

@testable import Teaching

@Suite("Learning at a terminal")
struct LearningTests {
  @Test("the first lesson in Japanese is taken from its first to its last step", .requiresRoot)
  func firstLesson() throws {
    var learner = try Learner(["learn", "first", "--lang", "ja"])
    try learner.see("自分だけの部屋")
    for (number, step) in Lesson.first.steps.enumerated() {
      try learner.see("手順 \(number + 1)/\(Lesson.first.steps.count)")
      if let question = step.question {
        try learner.see("予想は？")
        learner.type("\(question.answer + 1)")
      }
      try learner.see("[Enter: 実行")
      learner.type("")
      if step.question != nil { try learner.see("予想どおりです。") }
      try learner.see(String(step.shows[.japanese].prefix(12).filter { $0 != "`" }))
    }
    try learner.see("いまこの瞬間についての問題")
    learner.type("1")
    try learner.see("✓")
    try learner.see("レッスンは終わりです。")
  }

  @Test("a wrong prediction is answered with the right one", .requiresRoot)
  func wrongPrediction() throws {
    var learner = try Learner(["learn", "first", "--lang", "en"])
    try learner.take(Lesson.first.steps.prefix(2))
    try learner.see("Your prediction?")
    learner.type("1")
    try learner.see("[Enter: run it")
    learner.type("")
    try learner.see("It came out differently: those of pid, and mnt")
  }

  @Test("a step back shows the step before again, in a lab that is as it was then", .requiresRoot)
  func stepBack() throws {
    var learner = try Learner(["learn", "uts", "--lang", "en"])
    try learner.see("Step 1/")
    try learner.take(Lesson.uts.steps.prefix(1))
    try learner.see("Step 2/")
    try learner.reach(Lesson.uts.steps[1])
    learner.type("b")
    try learner.see("Step 1/")
    try learner.take(Lesson.uts.steps.prefix(1))
    #expect(try learner.see("Step 2/").contains("    house"))
  }

  @Test("a step taken by hand counts when the kernel says that it was done", .requiresRoot)
  func byHand() throws {
    var learner = try Learner(["learn", "uts", "--lang", "en"])
    try learner.take(Lesson.uts.steps.prefix(3))
    try learner.see("t: try it by hand")
    learner.type("t")
    try learner.see("A shell in the room.")
    learner.type("exit")
    try learner.see("The kernel does not see it yet")
    try learner.see("t: try it by hand")
    learner.type("t")
    try learner.see("A shell in the room.")
    learner.type("hostname kitchen; exit")
    try learner.see("The kernel says that it is done.")
    try learner.see("Step 5/")
  }
}
