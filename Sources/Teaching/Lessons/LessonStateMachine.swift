package import Localization
package import Namespaces

/// A learner's way through a lesson, one page after the other: before a step's command, after it,
/// and so to the question at the end.
package struct LessonStateMachine: ~Copyable {
  /// Where in the lesson the learner is.
  package private(set) var stage = Stage.introduction

  private var run: LessonRun
  private var step: Step?
  private var guess: Int?
  private var remark: Text?
  private var outcome: StepOutcome?
  private var quiz: Quiz?
  private var watch: StepWatch?

  /// Where in the lesson a learner is.
  package enum Stage: Sendable, Hashable {
    /// Before the command of a step.
    case introduction

    /// After it.
    case result

    /// At the question about the live system.
    case quiz

    /// At the end.
    case over
  }

  /// Builds the lab of a lesson; `look` is how to look at the system.
  ///
  /// - Throws: why the lesson cannot be taken here.
  package static func begin(
    _ lesson: Lesson, look: @escaping @Sendable () -> Snapshot?
  ) throws(LessonError) -> LessonStateMachine {
    LessonStateMachine(try LessonRun.begin(lesson, look: look))
  }

  private init(_ run: consuming LessonRun) {
    step = run.next
    self.run = run
  }

  /// The lesson.
  package var lesson: Lesson { run.lesson }

  /// The outermost process of the lab.
  package var lab: Int32 { run.lab }

  /// A descriptor that has something to read once the lab has ended, which it does not by itself.
  package var labEnd: Int32 { run.labEnd }

  /// The command that is about to be run; empty when none is.
  package var command: String { stage == .introduction ? step?.command ?? "" : "" }

  /// How many answers there are to the question that is open; 0 without one.
  package var choices: Int {
    switch stage {
    case .introduction: step?.question?.choices.count ?? 0
    case .quiz where guess == nil: quiz?.choices.count ?? 0
    case .result, .quiz, .over: 0
    }
  }

  /// The process whose namespaces a shell of the learner's own is opened in.
  package var shell: Int32 { run.shell }

  /// Takes an answer to the open question, counted from 0.
  package mutating func answer(_ choice: Int) {
    if choice < choices { guess = choice }
  }

  /// Runs the command of the step, or goes on to the next step.
  ///
  /// - Throws: when the lab is gone.
  package mutating func proceed() throws(LabError) {
    remark = nil
    switch stage {
    case .introduction:
      outcome = try run.takeStep()
      stage = .result
    case .result:
      guess = nil
      step = run.next
      stage = .introduction
      if step == nil {
        quiz = try run.quiz()
        stage = quiz == nil ? .over : .quiz
      }
    case .quiz, .over:
      stage = .over
    }
  }

  /// Keeps an eye on what the learner does in a shell of their own, which is about to begin.
  package mutating func goIn() {
    watch = stage == .introduction ? step.flatMap { run.watch($0) } : nil
  }

  /// Asks the kernel whether the learner has done the step in a shell, which has ended; if so, it
  /// is taken.
  ///
  /// - Throws: when the lab is gone.
  package mutating func comeBack() throws(LabError) {
    let wasSeen = watch?.end() ?? false
    watch = nil
    guard stage == .introduction, let step, run.canBeDone(byHand: step) else { return }
    if wasSeen {
      // The lesson's own shell must be where the learner was, for the steps to come.
      outcome = try run.takeStep()
      remark = LessonText.byHandSeen
      stage = .result
    } else if try run.isDone(byHand: step) {
      outcome = try run.takeStep(byHand: true)
      remark = LessonText.byHandDone
      stage = .result
    } else {
      remark = LessonText.byHandNotDone
    }
  }

  /// The same lesson before the present step's command, `back` steps earlier, in a new lab.
  ///
  /// - Throws: why there can be no new lab.
  package consuming func restarted(back: Int = 0) throws(LessonError) -> LessonStateMachine {
    let here = stage == .introduction ? run.position : run.position - 1
    let machine = LessonStateMachine(try run.restarted(at: max(0, here - back)))
    return machine
  }

  /// Takes the lab down, and waits until all of it is gone.
  package consuming func end() { run.end() }
}

extension LessonStateMachine {
  /// Where in the lesson the learner is, such as `Step 3/9`.
  package func heading(in language: Language) -> String {
    switch stage {
    case .introduction, .result:
      let number = stage == .introduction ? run.position + 1 : run.position
      return "\(LessonText.step[language]) \(number)/\(lesson.steps.count)"
    case .quiz, .over: return ""
    }
  }

  /// What there is to read now.
  ///
  /// - Parameters:
  ///   - language: the language.
  ///   - width: the columns of a line.
  ///   - hasTree: whether the lab is to be seen beside the text, so that no tree is printed in it.
  /// - Returns: the lines.
  package func lines(in language: Language, width: Int, hasTree: Bool) -> [StyledLine] {
    switch stage {
    case .introduction, .result: return stepLines(language, width, hasTree)
    case .quiz: return quizLines(language, width, hasTree)
    case .over: return LessonText.finishing[language].paragraph(width: width)
    }
  }

  private func stepLines(_ language: Language, _ width: Int, _ hasTree: Bool) -> [StyledLine] {
    guard let step else { return [] }
    var lines = step.introduction(in: language, width: width)
    if let question = step.question {
      lines += [StyledLine()] + question.render(in: language, width: width)
      if let guess { lines.append(Self.fact(LessonText.guessed(guess + 1)[language])) }
    }
    if stage == .introduction, run.canBeDone(byHand: step) {
      lines += [StyledLine()] + LessonText.offerByHand[language].paragraph(width: width)
    }
    if let remark { lines += [StyledLine(), Self.fact(remark[language])] }
    switch outcome {
    case .taken(let result, let before, let broken, let table) where stage == .result:
      lines.append(StyledLine())
      if let question = step.question, let guess {
        lines += judge(guess, question, language, width)
      }
      lines += step.conclusion(
        result, before: hasTree ? nil : before, table: table, in: language, width: width)
      if !broken.isEmpty { lines += [StyledLine(), Self.fact(LessonText.broken[language])] }
    case .skipped(let reason) where stage == .result:
      let words = "\(LessonText.skipped[language]) \(reason.words[language])"
      lines += [StyledLine()] + words.paragraph(width: width)
    case .taken, .skipped, nil: break
    }
    return lines
  }

  private func judge(
    _ guess: Int, _ question: Question, _ language: Language, _ width: Int
  ) -> [StyledLine] {
    let isRight = guess == question.answer
    let words =
      isRight
      ? LessonText.right[language]
      : "\(LessonText.wrong[language]) \(question.choices[question.answer][language])"
    return words.paragraph(width: width, .fact) + [StyledLine()]
  }

  private func quizLines(_ language: Language, _ width: Int, _ hasTree: Bool) -> [StyledLine] {
    guard let quiz else { return [] }
    var lines = [StyledLine([.init(LessonText.quiz[language], .heading)]), StyledLine()]
    if !hasTree { lines += run.map(in: language, width: width) + [StyledLine()] }
    lines += quiz.render(in: language, width: width)
    guard let guess else { return lines }
    lines.append(StyledLine())
    let words =
      guess == quiz.answer
      ? LessonText.correct[language]
      : "\(LessonText.answerIs[language]) \(quiz.choices[quiz.answer])"
    lines.append(Self.fact(words))
    return lines + quiz.reasons(in: language)
  }

  private static func fact(_ text: String) -> StyledLine { StyledLine([.init(text, .fact)]) }
}
