import Glibc
import Localization
import Namespaces
import TestSupport
import Testing

@testable import Teaching

@Suite("Walking through a lesson", .serialized, .requiresRoot)
struct LessonStateMachineTests {
  @Test("goes from the text before a step to its result, and on to the quiz and the end")
  func forward() throws {
    var walk = try LessonStateMachine.begin(.uts, look: LiveSystem.look)
    for (number, step) in Lesson.uts.steps.enumerated() {
      #expect(walk.stage == .introduction)
      #expect(walk.heading(in: .english) == "Step \(number + 1)/6")
      #expect(walk.choices == step.question?.choices.count ?? 0)
      if let question = step.question { walk.answer(question.answer) }
      try walk.proceed()
      #expect(walk.stage == .result)
      let text = walk.lines(in: .english, width: 60, hasTree: true).map(\.text)
      if step.question != nil { #expect(text.contains("Right, as you predicted.")) }
      try walk.proceed()
    }
    #expect(walk.stage == .quiz)
    #expect(walk.choices > 1)
    walk.answer(0)
    #expect(walk.choices == 0, "one answer is enough")
    try walk.proceed()
    #expect(walk.stage == .over)
    walk.end()
  }

  @Test("prints the lab in the text only where there is no tree beside it")
  func tree() throws {
    var walk = try LessonStateMachine.begin(.uts, look: LiveSystem.look)
    for _ in 0..<3 { try walk.proceed() }
    let new = "  +uts:["
    #expect(!walk.lines(in: .english, width: 60, hasTree: true).contains { $0.text.contains(new) })
    #expect(walk.lines(in: .english, width: 60, hasTree: false).contains { $0.text.contains(new) })
    walk.end()
  }

  @Test("goes back to before a step, or before the one before, in a lab as it was then")
  func restart() throws {
    var walk = try LessonStateMachine.begin(.uts, look: LiveSystem.look)
    for _ in 0..<3 { try walk.proceed() }
    let lab = walk.lab
    walk = try walk.restarted()
    #expect(walk.heading(in: .english) == "Step 2/6")
    #expect(walk.stage == .introduction)
    #expect(walk.lab != lab)
    #expect(kill(lab, 0) == -1, "the lab of before is gone")
    walk = try walk.restarted(back: 1)
    #expect(walk.heading(in: .english) == "Step 1/6")
    walk = try walk.restarted(back: 1)
    #expect(walk.heading(in: .english) == "Step 1/6")
    walk.end()
  }

  @Test("says so while the kernel does not see that a step was done by hand")
  func byHand() throws {
    var walk = try LessonStateMachine.begin(.uts, look: LiveSystem.look)
    for _ in 0..<6 { try walk.proceed() }
    #expect(walk.heading(in: .english) == "Step 4/6")
    try walk.comeBack()
    #expect(walk.stage == .introduction)
    let text = walk.lines(in: .english, width: 200, hasTree: true).map(\.text)
    #expect(text.contains { $0.hasPrefix("The kernel does not see it yet") })
    walk.end()
  }
}
