internal import ArgumentParser
internal import Explorer
internal import Localization
internal import Namespaces
internal import Reporting
internal import Scanning
internal import Settings
internal import SystemCalls
internal import Teaching

/// `heya learn`: lessons in namespaces that are really made.
struct LearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Learn about namespaces in real ones, step by step.",
    discussion: "Without a name, list the lessons; on a terminal, ask which one to take.")

  @Argument(help: "The name of a lesson.")
  var lesson: String?

  @Flag(help: "Print the lesson to its end, with the results of this run; ask nothing.")
  var plain = false

  @Flag(help: "Run the lesson, or all of them, and check that each claim comes true here.")
  var check = false

  @OptionGroup var teaching: TeachingOptions

  @OptionGroup var file: ConfigurationOption

  func validate() throws {
    if let lesson, Curriculum.lesson(lesson) == nil {
      throw ValidationError(.unknownLesson(lesson))
    }
    if plain, check || lesson == nil { throw ValidationError(.lessonNeeded(by: "--plain")) }
    if teaching.scan.from != nil, check || lesson == nil {
      throw ValidationError(.lessonNeeded(by: "--from"))
    }
  }

  func run() throws {
    let named = lesson.flatMap(Curriculum.lesson)
    if check { return try Self.check(named.map { [$0] } ?? Curriculum.lessons, teaching.language) }
    if named == nil { try list() }
    guard let chosen = try named ?? choose() else { return }
    let dialogue = PlainLesson(lesson: chosen, teaching: teaching, look: LiveScanner.look)
    if let capture = try teaching.scan.capture() {
      try dialogue.printRecorded(capture.snapshot)
    } else if plain {
      try dialogue.printAll()
    } else if teaching.hasSpaceForTree {
      try takeBesideTree(chosen)
    } else {
      try dialogue.hold()
    }
  }

  /// Takes a lesson in the interface, with the tree of its lab beside the text.
  private func takeBesideTree(_ lesson: Lesson) throws {
    var options = Options()
    try file.read(teaching.language).apply(to: &options)
    options.language = teaching.language
    options.utcOffset = Host.utcOffset
    let session = try InterfaceLoop(options: options, lesson: lesson)
    let end = try session.run()
    if let failure = end.failure { Message.print(failure) }
    if let signal = end.signal { signal.die() }
    if end.failure != nil { throw ExitCode.failure }
    try teaching.print([StyledLine([.init(LessonText.left[teaching.language], .heading)])])
  }

  private func list() throws {
    let progress = LessonProgress()
    let language = teaching.language
    let width = Curriculum.lessons.map(\.id.count).max() ?? 0
    var lines = [StyledLine([.init(LessonText.lessons[language], .title)]), StyledLine()]
    for lesson in Curriculum.lessons {
      let name = lesson.id + String(repeating: " ", count: width - lesson.id.count)
      let minutes = lesson.minutes < 10 ? " \(lesson.minutes)" : "\(lesson.minutes)"
      lines.append(
        StyledLine([
          .init(progress.done.contains(lesson.id) ? "✓ " : "  ", .fact), .init(name, .code),
          .init("  \(minutes) \(LessonText.minutes[language])  ", .output),
          .init(lesson.title[language], .body),
        ]))
    }
    lines += [StyledLine()] + LessonText.begin[language].paragraph(width: teaching.columns)
    try teaching.print(lines)
  }

  /// Asks at a terminal which lesson to take; nil for none.
  private func choose() throws -> Lesson? {
    guard TerminalMode.isTerminal(0), TerminalMode.isTerminal(1) else { return nil }
    var input = try LearnerInput()
    while true {
      try StandardOutput.print(LessonText.choose[teaching.language])
      try StandardOutput.flush()
      switch try input.next() {
      case .line(""), .line("q"), .endOfInput, .labEnded: return nil
      case .line(let name):
        if let lesson = Curriculum.lesson(name) { return lesson }
      case .signal(let signal): signal.die()
      }
    }
  }

  private static func check(_ lessons: [Lesson], _ language: Language) throws {
    var isBroken = false
    for lesson in lessons {
      let check = LessonSelfTest(lesson, look: LiveScanner.look)
      let outcome = check.broken.isEmpty ? check.kept > 0 ? "ok" : "skipped" : "FAILED"
      var lines = ["\(lesson.id): \(outcome), \(check.kept) claims came true"]
      lines += check.skipped.map { "  \($0) skipped: \($1[language])" }
      for breach in check.broken {
        isBroken = true
        lines += breach.checks.map { "  \(breach.step) did not come true: \($0)" }
        lines += breach.output.split(separator: "\n").map { "    | \($0)" }
      }
      try StandardOutput.print(lines)
      // The next lesson takes its time.
      try StandardOutput.flush()
    }
    if isBroken { throw ExitCode.failure }
  }
}

extension Text {
  fileprivate static func unknownLesson(_ name: String) -> Text {
    let lessons = Curriculum.lessons.map(\.id)
    let near = lessons.near(name)
    let named = near.isEmpty ? lessons : near
    return Text("there is no lesson '\(name)'; there is \(list: named)")
  }

  fileprivate static func lessonNeeded(by option: String) -> Text {
    Text("\(option) takes the name of a lesson; `heya learn` lists them")
  }
}
