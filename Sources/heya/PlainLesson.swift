internal import ArgumentParser
internal import Localization
internal import Namespaces
internal import SystemCalls
internal import Teaching

/// A lesson on a plain terminal: text, a question, a line to wait for, the result.
struct PlainLesson {
  let lesson: Lesson
  let teaching: TeachingOptions
  let look: @Sendable () -> Snapshot?

  private var language: Language { teaching.language }

  private enum Order {
    case go
    case back
    case byHand
    case leave
    case die(Signal)
    case giveUp
  }

  // MARK: Without a learner

  /// Prints the whole lesson with the results of this run.
  func printAll() throws {
    try printTitle(LessonText.madeBy)
    var run = try begin()
    while let step = run.next {
      try printIntroduction(of: step, at: run.position)
      try printAnswered(step.question)
      try takeStep(step, in: &run)
    }
    if let quiz = try run.quiz() {
      try printQuestion(quiz, run)
      try say(quiz.reasons(in: language))
    }
    run.end()
  }

  /// Prints the lesson for a recorded host, on which no step can be taken.
  func printRecorded(_ snapshot: Snapshot) throws {
    try say([StyledLine([.init(lesson.heading(in: language), .title)])])
    try say(RecordedLesson(lesson, in: snapshot).text(in: language, width: teaching.columns))
  }

  private func printAnswered(_ question: Question?) throws {
    guard let question else { return }
    try say([StyledLine()] + question.render(in: language, width: teaching.columns))
    try say(LessonText.answerIs, question.choices[question.answer][language])
  }

  // MARK: With a learner

  /// Takes the lesson with a learner.
  func hold() throws {
    var input = try LearnerInput()
    try printTitle(LessonText.madeBy)
    var run = try begin()
    while let step = run.next {
      try printIntroduction(of: step, at: run.position)
      let guess = try predict(step, run, &input)
      switch try order(step, run, &input) {
      case .go:
        if let question = step.question, let guess { try assess(guess, question) }
        try takeStep(step, in: &run)
      case .byHand: try takeByHand(step, &run, &input)
      case .back: run = try run.restarted(at: max(run.position - 1, 0))
      case .leave: return try leave(run)
      case .giveUp:
        run.end()
        throw refuse(.lab(.killed))
      case .die(let signal):
        run.end()
        signal.die()
      }
    }
    if let quiz = try run.quiz() {
      try printQuestion(quiz, run)
      try assess(quiz, &input)
    }
    run.end()
    var progress = LessonProgress()
    progress.finish(lesson.id)
    try say([StyledLine(), StyledLine([.init(LessonText.finished[language], .heading)])])
  }

  private func leave(_ run: consuming LessonRun) throws {
    run.end()
    try say([StyledLine([.init(LessonText.left[language], .heading)])])
  }

  private func predict(
    _ step: Step, _ run: borrowing LessonRun, _ input: inout LearnerInput
  ) throws -> Int? {
    guard let question = step.question else { return nil }
    try say([StyledLine()] + question.render(in: language, width: teaching.columns))
    try StandardOutput.print(LessonText.prediction[language])
    try StandardOutput.flush()
    guard case .line(let line) = try input.next(labEnd: run.labEnd) else { return nil }
    return Int(line).map { $0 - 1 }
  }

  private func assess(_ guess: Int, _ question: Question) throws {
    if guess == question.answer {
      try say([StyledLine([.init(LessonText.right[language], .fact)])])
    } else {
      try say(LessonText.wrong, question.choices[question.answer][language])
    }
  }

  private func order(
    _ step: Step, _ run: borrowing LessonRun, _ input: inout LearnerInput
  ) throws -> Order {
    let canBeDone = run.canBeDone(byHand: step)
    let words = canBeDone ? LessonText.promptByHand : LessonText.prompt
    try say([StyledLine(), StyledLine([.init("[\(words[language])]", .output)])])
    while true {
      switch try input.next(labEnd: run.labEnd) {
      case .line(""): return .go
      case .line("b"): return .back
      case .line("t") where canBeDone: return .byHand
      case .line("q"), .endOfInput: return .leave
      case .line: continue
      case .signal(let signal): return .die(signal)
      case .labEnded: return .giveUp
      }
    }
  }

  private func takeByHand(
    _ step: Step, _ run: inout LessonRun, _ input: inout LearnerInput
  ) throws {
    try say(LessonText.byHand[language].paragraph(width: teaching.columns))
    let watch = run.watch(step)
    defer { _ = watch?.end() }
    try input.enter(run.shell)
    if watch?.end() ?? false {
      try say([StyledLine([.init(LessonText.byHandSeen[language], .fact)])])
      try takeStep(step, in: &run)
    } else if try run.isDone(byHand: step) {
      try say([StyledLine([.init(LessonText.byHandDone[language], .fact)])])
      try takeStep(step, in: &run, byHand: true)
    } else {
      try say([StyledLine([.init(LessonText.byHandNotDone[language], .fact)])])
    }
  }

  private func assess(_ quiz: Quiz, _ input: inout LearnerInput) throws {
    guard case .line(let line) = try input.next() else { return }
    if Int(line) == quiz.answer + 1 {
      try say([StyledLine([.init(LessonText.correct[language], .fact)])])
    } else {
      try say(LessonText.answerIs, quiz.choices[quiz.answer])
    }
    try say(quiz.reasons(in: language))
  }

  // MARK: Both

  private func begin() throws -> LessonRun {
    do {
      return try LessonRun.begin(lesson, look: look)
    } catch {
      throw refuse(error)
    }
  }

  private func refuse(_ reason: LessonError) -> ExitCode {
    Message.print("\(lesson.id): \(reason.words[language])")
    return .failure
  }

  private func takeStep(
    _ step: Step, in run: inout LessonRun, byHand: Bool = false
  ) throws {
    switch try run.takeStep(byHand: byHand) {
    case .skipped(let reason):
      try say(LessonText.skipped, reason.words[language])
    case .taken(let result, let before, let broken, let table):
      try say([StyledLine()])
      try say(
        step.conclusion(
          result, before: before, table: table, in: language, width: teaching.columns))
      if !broken.isEmpty {
        try say(LessonText.broken, broken.map { "\($0)" }.joined(separator: ", "))
      }
    }
  }

  private func printTitle(_ remark: Text) throws {
    try say([StyledLine([.init(lesson.heading(in: language), .title)])])
    try say(remark[language].paragraph(width: teaching.columns))
  }

  private func printQuestion(_ quiz: Quiz, _ run: borrowing LessonRun) throws {
    try say([StyledLine(), StyledLine([.init(LessonText.quiz[language], .heading)])])
    try say(run.map(in: language, width: teaching.columns) + [StyledLine()])
    try say(quiz.render(in: language, width: teaching.columns))
  }

  private func printIntroduction(of step: Step, at position: Int) throws {
    let title = "\(LessonText.step[language]) \(position + 1)/\(lesson.steps.count)"
    try say([StyledLine(), StyledLine([.init(title, .heading)])])
    try say(step.introduction(in: language, width: teaching.columns))
  }

  private func say(_ words: Text, _ rest: String) throws {
    try say("\(words[language]) \(rest)".paragraph(width: teaching.columns, .fact))
  }

  private func say(_ lines: [StyledLine]) throws {
    try teaching.print(lines)
  }
}
