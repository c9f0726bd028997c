internal import BPFIterators
internal import Canvas
internal import Curses
internal import Entering
internal import Explorer
internal import Localization
internal import Namespaces
internal import Reporting
internal import SystemCalls
internal import Teaching

/// The interface at work: one loop that owns the screen and waits for keys, signals, snapshots and
/// answers; whatever takes time happens on other threads.
struct InterfaceLoop: ~Copyable {
  private var state: State
  private var screen: Screen
  private let signals: Signals
  private let scanner: LiveScanner?
  private let jobs: BackgroundJobs
  private let capture: Capture?
  private let stateFile: StateFile?
  private let plans = PlanCache()

  /// The last entry, as long as nobody knows what it left behind.
  private var lastResult: EntrySessionResult?

  /// What was typed and is not heeded yet.
  private var ahead: ArraySlice<Input> = []
  private var isOver = false
  private var endingSignal: Signal?
  private var teacher: LessonThread?
  private var failure: String?

  /// The lesson that the session is for; nil for the tree.
  private let lesson: Lesson?

  /// Takes the terminal, to browse the running host or, where there is one, the `capture`.
  ///
  /// With a `lesson` it begins with that, and ends with it. What is shown at the end is remembered
  /// in `stateFile`, of which `content` is what it held before.
  init(
    options: Options, capture: Capture? = nil, stateFile: StateFile? = nil,
    content: StateFile.Content? = nil, lesson: Lesson? = nil
  ) throws {
    Memory.returnFreedBlocks()
    let signals = try Signals()
    let iterators =
      capture == nil && options.iterator ? try KernelIterators(options.language) : nil
    let scanner = capture == nil ? try LiveScanner(interval: options.interval, iterators) : nil
    var screenOptions = Screen.Options()
    screenOptions.mouse = options.mouse
    screenOptions.ascii = options.ascii
    let screen = try Screen(screenOptions)
    var options = options
    if !screen.isUTF8 { options.ascii = true }
    options.hasColors = screen.colors > .mono
    // Japanese cannot be written in ASCII.
    if options.ascii { options.language = .english }
    let jobs = try BackgroundJobs(options.language)
    state = State(options: options, remembered: content?.state ?? RememberedState())
    self.signals = signals
    self.jobs = jobs
    self.capture = capture
    self.stateFile = stateFile
    self.scanner = scanner
    self.screen = screen
    self.lesson = lesson
    tell(.input(.resize(self.screen.size)))
    if let capture { tell(.snapshot(capture.snapshot)) }
    switch content {
    case .none?: tell(.firstRun)
    case .broken(let words)?: tell(.notice(words[options.language], isError: true))
    case .state?, nil: break
    }
    if let lesson { tell(.beginLesson(lesson.id)) }
  }

  /// Runs until somebody quits, a signal ends the program, or the terminal is gone.
  ///
  /// - Returns: what ended it.
  consuming func run() throws -> Outcome {
    try scanner?.start()
    do {
      while !isOver { try turn() }
    } catch ScreenError.hungUp {
      endingSignal = .hangUp
    }
    scanner?.end()
    screen.close()
    stateFile?.write(state.remembered)
    return Outcome(signal: endingSignal, failure: failure)
  }

  /// What ended a session.
  struct Outcome {
    /// The signal; nil for the quit key.
    var signal: Signal?

    /// Why the lesson that the session was for could not go on, in words.
    var failure: String?
  }

  /// Draws, waits, and hands on what came.
  private mutating func turn() throws {
    screen.show(view(state, size: screen.size))
    let ready = try waitForInput(
      on: [
        Screen.inputDescriptor, signals.descriptor, jobs.descriptor,
        scanner?.snapshots.descriptor ?? -1,
      ], timeout: timeout)
    tell(.tick(now: Host.monotonic))
    if let pid = scanner?.progress.slowLook?.pid { tell(.slowLook(waitsFor: pid)) }
    if !ready[1].isEmpty { try handle(signals.read()) }
    if !ready[0].isEmpty || screen.inputDeadline != nil { try handleInput() }
    if !ready[2].isEmpty { for event in jobs.take() { tell(event) } }
    if !ready[3].isEmpty, let scan = scanner?.snapshots.take() { accept(scan) }
  }

  /// How long to wait until something happens; nil for as long as it takes.
  ///
  /// A scan that hangs wakes nobody, and time passes all the same: it shows once it has become slow,
  /// and how long it takes after that.
  private var timeout: Duration? {
    if let deadline = screen.inputDeadline { return ContinuousClock.now.duration(to: deadline) }
    guard let scanner else { return nil }
    if let seconds = scanner.progress.secondsUntilSlow {
      return .seconds(seconds > 0 ? seconds : LookProgress.slow)
    }
    // The next scan begins in between.
    return state.isPaused ? nil : .seconds(min(5, state.interval + LookProgress.slow))
  }

  private mutating func handleInput() throws {
    // A flood must not keep the screen from being drawn.
    for _ in 0..<4096 {
      ahead = try screen.readInput()[...]
      if ahead.isEmpty { return }
      while !isOver, let input = ahead.popFirst() { tell(.input(input)) }
      if isOver { return }
    }
  }

  private mutating func accept(_ scan: LiveScanner.Scan) {
    switch scan.result {
    case .success(let snapshot):
      let isLate = scan.period > state.options.interval * 1.05
      tell(.stretched(isLate ? scan.period : nil))
      tell(.snapshot(snapshot))
      look(snapshot, begun: scan.begun)
      // The snapshot before is gone now, and so is all that it took to make this one.
      Memory.trim()
    case .failure(let error): tell(.notice(error.words, in: state, isError: true))
    }
  }

  private mutating func handle(_ received: [Signal]) throws {
    for signal in received {
      switch signal {
      case .windowChange: tell(.input(.resize(screen.measure())))
      case .stop: try suspend()
      case .resume: screen.resume()
      case .child: break
      default:
        endingSignal = signal
        isOver = true
      }
    }
  }

  private mutating func suspend() throws {
    screen.suspend()
    try signals.stopProcess()
    screen.resume()
    tell(.input(.resize(screen.measure())))
  }

  // MARK: Effects

  /// Hands an event to the explorer and does what it asks for.
  private mutating func tell(_ event: Event) {
    for effect in update(&state, event) { perform(effect) }
    if case .lessonEnded(let reason) = event {
      teacher = nil
      failure = reason
      isOver = lesson != nil
    }
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .quit: isOver = true
    case .suspend: signals.raise(.stop)
    case .redraw: screen.redraw()
    case .refresh: scanner?.scanNow()
    case .setPaused(let isPaused): scanner?.setPaused(isPaused)
    case .setInterval(let interval): scanner?.setInterval(interval)
    case .setThreads(let areListed): scanner?.setThreads(areListed)
    case .setMouse(let isOn): screen.reportMouse(isOn)
    case .copy(let text):
      if !screen.copy(text) {
        tell(.notice(Text("too long for the clipboard"), in: state, isError: true))
      }
    case .load(let object): jobs.start { [state, capture] in .details(of: object, state, capture) }
    case .loadInterfaces: jobs.start { [state, capture] in .interfaces(state, capture) }
    case .compare(let left, let right):
      jobs.start { [state, capture] in .difference(between: left, right, state, capture) }
    case .explain(let object): jobs.start { [state] in .explanation(of: object, in: state) }
    case .writePage(let request): jobs.start { [state] in .page(for: request, in: state) }
    case .plan(let request):
      jobs.start { [state, plans] in .plan(of: request, in: state, for: plans) }
    case .enter(let request): go(.enter(request))
    case .planNewNamespaces(let request):
      jobs.start { [state, plans] in .plan(of: request, in: state, for: plans) }
    case .make(let request): go(.make(request))
    case .signal(let request): jobs.start { [state] in .report(of: request, in: state) }
    case .unpin(let namespace, let path):
      jobs.start { [state] in .report(ofUnpinning: namespace, at: path, in: state) }
    case .write(let document):
      jobs.start { [state, capture] in .report(ofWriting: document, state, capture) }
    case .listLessons: tell(.lessons(LessonEntry.all(in: state.options.language)))
    case .lesson(.begin(let id, let format)): teach(id, format)
    case .lesson(.shell(let process, let command)):
      if let process = state.snapshot?.process(pid: process) {
        teacher?.shellBegins()
        go(.enter(EntryRequest(target: .process(process.id))), greeting: greeting(before: command))
      }
      teacher?.shellEnded()
    case .lesson(let order): teacher?.take(order)
    }
  }

  /// Gives the terminal to a command that is entered, and comes back when that has ended.
  private mutating func go(_ request: EntrySession.Request, greeting: [String] = []) {
    guard let before = state.snapshot else { return }
    let session: EntrySession
    do {
      session = try plans.take(for: request, in: before)
    } catch {
      return tell(.notice(error.words, in: state, isError: true))
    }
    var caller = EntryCaller(speaking: state.options.language)
    caller.typed = (ahead + screen.takeWaiting()).flatMap(\.typed)
    ahead = []
    caller.modes = screen.lend()
    screen.leave(greeting)
    let result = EntrySessionResult(
      session, title: request.title(in: before), from: caller, since: before)
    screen.resume()
    tell(.input(.resize(screen.measure())))
    if let signal = result.endingSignal {
      endingSignal = signal
      isOver = true
    }
    tell(.left(result.report(nil, in: state.options.language)))
    // What a learner leaves behind in a lab goes with it.
    lastResult = greeting.isEmpty ? result : nil
    scanner?.scanNow()
  }

  /// What a learner reads above the prompt: what comes next, and how the lesson goes on.
  private func greeting(before command: String) -> [String] {
    let words = LessonText.shell[state.options.language]
    return command.isEmpty ? [words, ""] : [words, "", "  $ \(command)", ""]
  }

  /// Tells what the last stay left behind, once a scan has looked for it.
  private mutating func look(_ snapshot: Snapshot, begun: Double) {
    guard let result = lastResult, begun >= result.end else { return }
    lastResult = nil
    tell(.left(result.report(result.leftovers(in: snapshot), in: state.options.language)))
  }

  /// Begins a lesson; its pages come as answers of a job do.
  private mutating func teach(_ id: String, _ format: LessonFormat) {
    guard let lesson = Curriculum.lesson(id) else {
      let words = Text("there is no lesson '\(id)'")
      return tell(.lessonEnded(failure: words[state.options.language]))
    }
    if let capture {
      tell(.lessonEnded(failure: nil))
      let text = RecordedLesson(lesson, in: capture.snapshot).text(
        in: state.options.language, width: 84)
      return tell(
        .page(title: lesson.heading(in: state.options.language), lines: text))
    }
    do throws(Errno) {
      teacher = try LessonThread(
        lesson, format, in: state.options.language, look: LiveScanner.look
      ) { [jobs, scanner] event in
        scanner?.scanNow()
        jobs.deliver(event)
      }
    } catch {
      tell(.lessonEnded(failure: Text.noThread(error)[state.options.language]))
    }
  }
}
