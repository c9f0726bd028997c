internal import Canvas
internal import Curses
internal import Entering
internal import Explorer
internal import Kernel
internal import Namespaces
internal import Scanning

/// The interface at work: one loop that owns the screen and waits for keys, signals, snapshots and
/// answers; whatever takes time happens on other threads.
struct Session: ~Copyable {
  private var state: State
  private var screen: Screen
  private let signals: Signals
  private let scanner: LiveScanner?
  private let jobs: Jobs
  private let descriptorLimit = DescriptorLimit.current
  private var isOver = false
  private var endingSignal: Signal?

  /// Takes the terminal, to browse the running host or, where there is one, the `capture`.
  init(options: Options, colors: ColorTier?, capture: Snapshot? = nil) throws {
    let signals = try Signals()
    let jobs = try Jobs()
    let scanner = capture == nil ? try LiveScanner(interval: options.interval) : nil
    var screenOptions = Screen.Options()
    screenOptions.mouse = options.mouse
    screenOptions.ascii = options.ascii
    screenOptions.colors = colors
    let screen = try Screen(screenOptions)
    var options = options
    if !screen.isUTF8 { options.ascii = true }
    state = State(options: options)
    self.signals = signals
    self.jobs = jobs
    self.scanner = scanner
    self.screen = screen
    tell(.input(.resize(self.screen.size)))
    if let capture { tell(.snapshot(capture)) }
  }

  /// Runs until somebody quits, a signal ends the program, or the terminal is gone.
  ///
  /// - Returns: the signal that ended it; nil for the quit key.
  consuming func run() throws -> Signal? {
    try scanner?.start()
    do {
      while !isOver { try turn() }
    } catch ScreenError.hungUp {
      endingSignal = .hangUp
    }
    scanner?.end()
    screen.close()
    return endingSignal
  }

  /// Draws, waits, and hands on what came.
  private mutating func turn() throws {
    screen.show(view(state, size: screen.size))
    let ready = try waitForInput(on: [
      Screen.inputDescriptor, signals.descriptor, jobs.descriptor,
      scanner?.snapshots.descriptor ?? -1,
    ])
    tell(.tick(now: Host.monotonic))
    if !ready[1].isEmpty { try handle(signals.read()) }
    if !ready[0].isEmpty { for input in try screen.readInput() { tell(.input(input)) } }
    if !ready[2].isEmpty { for event in jobs.take() { tell(event) } }
    if !ready[3].isEmpty, let scan = scanner?.snapshots.take() { accept(scan) }
  }

  private mutating func accept(_ scan: LiveScanner.Scan) {
    switch scan.result {
    case .success(let snapshot):
      let isLate = scan.period > state.options.interval * 1.05
      tell(.stretched(isLate ? scan.period : nil))
      tell(.snapshot(snapshot))
    case .failure(let error): tell(.notice("\(error)", isError: true))
    }
  }

  private mutating func handle(_ received: [Signal]) throws {
    for signal in received {
      switch signal {
      case .windowChange: tell(.input(.resize(screen.measure())))
      case .stop: try suspend()
      case .resume: screen.resume()
      case .child: break
      case .hangUp, .interrupt, .quit, .terminate:
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
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .quit: isOver = true
    case .suspend: signals.raise(.stop)
    case .redraw: screen.redraw()
    case .refresh: scanner?.scanNow()
    case .setPaused(let isPaused): scanner?.setPaused(isPaused)
    case .setInterval(let interval): scanner?.setInterval(interval)
    case .setMouse(let isOn): screen.reportMouse(isOn)
    case .copy(let text):
      if !screen.copy(text) { tell(.notice("too long for the clipboard", isError: true)) }
    case .plan(let request): plan(request)
    case .enter(let request): enter(request)
    case .explain(let object): explain(object)
    case .write(let name, let text): write(text, toFileNamed: name)
    case .load, .signal, .unpin: break
    }
  }

  private mutating func explain(_ object: ObjectID) {
    jobs.start { [state] in .explanation(of: object, in: state) }
  }

  /// Writes a file in the working directory, never over another.
  private mutating func write(_ text: String, toFileNamed name: String) {
    let moment = Int(Host.now)
    let path = "\(name)-\(moment).txt"
    do {
      let file = try Descriptor.create(path)
      try file.write(Array(text.utf8))
      tell(.notice("written to \(path)", isError: false))
    } catch {
      tell(.notice("cannot write \(path) (\(error))", isError: true))
    }
  }

  private mutating func plan(_ request: EntryRequest) {
    guard let snapshot = state.snapshot else { return }
    jobs.start { .plan(request, EntrySummary(of: request, in: snapshot)) }
  }

  /// Leaves the screen to `heya enter …` and comes back when that has ended.
  private mutating func enter(_ request: EntryRequest) {
    let program = Subprocess(
      path: "/proc/self/exe", arguments: ["heya"] + request.arguments,
      descriptorLimit: descriptorLimit)
    screen.suspend()
    let result = Result { () throws(Errno) in
      try program.run(onTerminal: Screen.inputDescriptor, signals: signals)
    }
    screen.resume()
    tell(.input(.resize(screen.measure())))
    switch result {
    case .success(let status): tell(.notice(request.report(of: status), isError: status.code != 0))
    case .failure(let error): tell(.notice("cannot start heya enter (\(error))", isError: true))
    }
    scanner?.scanNow()
  }
}
