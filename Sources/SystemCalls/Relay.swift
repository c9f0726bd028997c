internal import CLinux
internal import Glibc

/// Carries bytes between the caller's standard streams and a child's, until the child ends.
///
/// The target never gets the caller's terminal: it could type into it. It gets a pseudo-terminal of
/// its own, or pipes; only streams that are no terminals pass straight through.
package struct Relay: ~Copyable {
  private var flows: [Flow] = []
  private var ends: [Int32] = []
  private var terminal: Int32?

  /// What was read ahead of a file for the child, which it may not take; nil for other input.
  private var readAhead: ReadAhead?
  private var outerModes: TerminalMode?
  private var detachKey = DetachKey()

  /// How long a child that was stopped is waited for when nobody says anything.
  private let patience: Duration

  /// Holds back what is typed for the child; nil once the child is ready.
  private var hold: TypeAheadBuffer?

  /// Since when the child is stopped; nil while it runs.
  private var stop: StoppedChild?

  /// How a relay came to its end.
  package enum End: Sendable, Hashable {
    /// The child ended.
    case ended(ExitStatus)

    /// The detach key was typed; the child goes on without a terminal, or hangs up.
    case detached

    /// Somebody stopped the child and nobody let it go on, so that it was killed.
    case stopped

    /// A signal, such as SIGTERM, told the caller to end.
    case interrupted(Signal)
  }

  /// Creates a relay that carries nothing and only waits.
  ///
  /// - Parameter patience: how long a child that was stopped is waited for when nobody says
  ///   anything.
  package init(patience: Duration = StoppedChild.timeout) {
    self.patience = patience
  }

  deinit {
    for end in ends { close(end) }
  }

  /// Carries what is typed to the master of a pseudo-terminal, and its output back.
  ///
  /// - Parameters:
  ///   - master: the pseudo-terminal.
  ///   - outer: the caller's terminal, which stays lent while this relay runs.
  ///   - typed: what somebody has typed for it already.
  package mutating func connect(
    terminal master: consuming Descriptor, to outer: borrowing RawTerminal, typed: [UInt8] = []
  ) {
    let master = master.take()
    ends.append(master)
    terminal = master
    outerModes = outer.modes
    var typing = Flow(source: STDIN_FILENO, sink: master, isTyped: true)
    typing.pending = detachKey.filter(typed) ?? []
    flows.append(typing)
    flows.append(Flow(source: master, sink: STDOUT_FILENO))
  }

  /// Carries a standard stream that is a terminal or a file through a pipe.
  ///
  /// What the child does not take of a file stays for whoever reads it next.
  ///
  /// What is typed there is read only while this process is in the terminal's foreground: else it is
  /// somebody else's, and reading would stop the process (SIGTTIN).
  ///
  /// - Parameter stream: 0 for input, 1 or 2 for output.
  /// - Returns: the child's end of the pipe.
  /// - Throws: what pipe2(2) says.
  package mutating func connect(stream: Int32) throws(Errno) -> Descriptor {
    let (reading, writing) = try Pipe().split()
    if stream == STDIN_FILENO {
      ends.append(writing)
      flows.append(Flow(source: stream, sink: writing))
      let input = Descriptor(owning: reading)
      readAhead = try ReadAhead(of: stream, through: input)
      return input
    }
    ends.append(reading)
    flows.append(Flow(source: reading, sink: stream))
    return Descriptor(owning: writing)
  }

  /// Carries until the child ends, the detach key is typed or a signal says to end.
  ///
  /// With a pseudo-terminal every key goes to the child, and when somebody stops the caller, the
  /// caller stops with its terminal as it was and goes on where it left off; without one, SIGHUP,
  /// SIGINT, SIGQUIT, SIGTERM, SIGUSR1 and SIGUSR2 are passed on to the child's process group.
  ///
  /// A child that somebody stops, such as a neighbour in its namespaces, holds up nobody: that is
  /// said, the keys then say what to do with it, and it is killed when nobody says anything.
  ///
  /// - Parameters:
  ///   - child: a child of this process that leads a session.
  ///   - signals: those of ``signals(withTerminal:)``, which are blocked already.
  ///   - warning: what to say when the child was stopped.
  /// - Returns: how it came to its end.
  /// - Throws: what poll(2) and read(2) say.
  package mutating func run(
    child: Int32, signals: borrowing Signals, warning: String
  ) throws(Errno) -> End {
    let process = try ProcessHandle(pid: child)
    // A stream whose reader is gone ends by its own EPIPE.
    let brokenPipe = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, brokenPipe) }
    followSize()
    if terminal != nil { hold = TypeAheadBuffer() }
    let end = try carry(process, child: child, signals, warning)
    let pending = flows.first { $0.source == STDIN_FILENO }?.pending.count ?? 0
    readAhead.take()?.giveBack(and: pending)
    switch end {
    case .ended: break
    case .detached: try hangUp(process, child: child, killing: nil)
    case .interrupted: try hangUp(process, child: child, killing: .seconds(1))
    case .stopped: try hangUp(process, child: child, killing: .zero)
    }
    return end
  }

  /// The signals that a relay heeds, as something to read; `withTerminal` says whether it will
  /// relay one.
  package static func signals(withTerminal: Bool) throws(Errno) -> Signals {
    // Without a terminal a stop is the caller's own business.
    try Signals(
      Signal.allCases.filter { withTerminal || ($0 != .stop && $0 != .resume) })
  }

  private mutating func carry(
    _ process: borrowing ProcessHandle, child: Int32, _ signals: borrowing Signals,
    _ warning: String
  ) throws(Errno) -> End {
    let notice = try process.endNotice()
    while true {
      noteChange(of: child, warning)
      if let stop, stop.isOverdue { return .stopped }
      var requests = [
        pollfd(fd: notice.rawValue, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      requests += flows.map { request(of: $0) }
      try wait(&requests)
      if let hold, hold.isOver(terminal.flatMap { try? TerminalMode(of: $0) }) { self.hold = nil }
      if requests[1].revents != 0 {
        for signal in try signals.read() {
          if let end = try handle(signal, child: child, signals) { return end }
        }
      }
      for index in flows.indices where requests[index + 2].revents != 0 {
        if flows[index].source == terminal { hold?.noteOutput() }
        if flows[index].isTyped, stop != nil {
          if let end = try answer(index, child: child, signals) { return end }
        } else {
          guard move(index) else { return .detached }
        }
        // The caller's terminal is gone, even where SIGHUP is ignored.
        if flows[index].isTyped, !flows[index].isOpen { return .interrupted(.hangUp) }
      }
      if requests[0].revents != 0 {
        drain()
        return .ended(try ExitStatus(waitingFor: child))
      }
    }
  }

  /// What a flow waits for: what is typed waits for a child that is not ready, and goes to nobody
  /// while the child is stopped.
  private func request(of flow: Flow) -> pollfd {
    if isInBackground(flow) { return pollfd(fd: -1, events: 0, revents: 0) }
    guard flow.isTyped else { return flow.request }
    if stop != nil { return pollfd(fd: flow.source, events: Int16(POLLIN), revents: 0) }
    return hold == nil ? flow.request : pollfd(fd: -1, events: 0, revents: 0)
  }

  /// Whether a flow would read a terminal whose foreground is another job's.
  private func isInBackground(_ flow: Flow) -> Bool {
    terminal == nil && flow.source == STDIN_FILENO && flow.isOpen && flow.pending.isEmpty
      && !TerminalMode.isForeground(STDIN_FILENO)
  }

  /// Sees whether somebody has stopped the child, and says so.
  private mutating func noteChange(of child: Int32, _ warning: String) {
    while let change = RunningChild.Change(of: child) {
      switch change {
      case .stopped where stop == nil:
        stop = StoppedChild(patience: patience)
        StoppedChild.say(warning, onTerminal: terminal != nil)
      case .stopped: break
      case .resumed: stop = nil
      }
    }
  }

  /// Does what a key says that was typed while the child was stopped.
  private mutating func answer(
    _ index: Int, child: Int32, _ signals: borrowing Signals
  ) throws(Errno) -> End? {
    // What the child has not read yet would only stand in the way.
    flows[index].pending = []
    guard move(index) else { return .stopped }
    let typed = flows[index].pending
    flows[index].pending = []
    switch StoppedChild.answer(to: typed) {
    case .leave: return .stopped
    case .proceed: kill(-child, SIGCONT)
    case .stop:
      try stop(signals)
      kill(-child, SIGCONT)
    case nil: stop?.wait()
    }
    return nil
  }

  /// Takes the terminal away and gives the child a second to end, so that it is waited for: in a
  /// namespace whose first process waits for nobody it would stay as a zombie.
  ///
  /// It is killed with its process group when it has not ended within `timeout`; never for nil.
  private mutating func hangUp(
    _ process: borrowing ProcessHandle, child: Int32, killing timeout: Duration?
  ) throws(Errno) {
    let hadTerminal = terminal != nil
    terminal = nil
    flows = []
    for end in ends { close(end) }
    ends = []
    if timeout != .zero, !hadTerminal { kill(-child, SIGHUP) }
    if let timeout, !process.hasEnded(within: timeout) { kill(-child, SIGKILL) }
    AbandonedChildren.wait(for: child, atMost: .seconds(2), kills: false)
  }

  private func handle(
    _ signal: Signal, child: Int32, _ signals: borrowing Signals
  ) throws(Errno) -> End? {
    switch signal {
    case .windowChange:
      followSize()
      return nil
    case .child:
      // The loop looks what has become of it.
      return nil
    case .stop:
      try stop(signals)
      return nil
    case .resume:
      proceed()
      return nil
    case .hangUp, .interrupt, .quit, .terminate, .user1, .user2:
      if terminal != nil || stop != nil { return .interrupted(signal) }
      kill(-child, signal.rawValue)
      return nil
    default:
      return .interrupted(signal)
    }
  }

  /// Gives the caller's terminal back and stops the caller, until somebody continues it.
  private func stop(_ signals: borrowing Signals) throws(Errno) {
    try? outerModes?.apply(to: STDIN_FILENO)
    try signals.stopProcess()
    proceed()
  }

  /// Whoever had the terminal in the meantime may have left it in any state.
  private func proceed() {
    try? outerModes?.raw.apply(to: STDIN_FILENO)
    followSize()
  }

  private func followSize() {
    guard let terminal else { return }
    try? WindowSize(of: STDIN_FILENO).apply(to: terminal)
  }

  /// Moves what can be moved without waiting; false when the detach key was typed.
  private mutating func move(_ index: Int) -> Bool {
    do throws(Errno) {
      guard try flows[index].move() else { return true }
      if flows[index].isTyped, terminal != nil {
        guard let passed = detachKey.filter(flows[index].pending) else { return false }
        flows[index].pending = passed
      }
    } catch {
      shut(index)
    }
    return true
  }

  /// Ends a flow whose source has no more, or whose sink takes no more.
  private mutating func shut(_ index: Int) {
    flows[index].isOpen = false
    flows[index].pending = []
    let sink = flows[index].sink
    guard sink != terminal, let end = ends.firstIndex(of: sink) else { return }
    close(ends.remove(at: end))
  }

  /// Carries what a child left behind when it ended; what its own children may still write is not
  /// waited for.
  private mutating func drain() {
    for index in flows.indices where ends.contains(flows[index].source) {
      while flows[index].isOpen, flows[index].isReady { _ = move(index) }
    }
  }

  private mutating func wait(_ requests: inout [pollfd]) throws(Errno) {
    // Nobody tells a job that runs when it comes to the foreground, and where a thread that does not
    // block SIGCHLD takes it, nobody tells of a child that was stopped.
    let pause = Duration.milliseconds(500)
    let waits = [hold?.timeout(), stop?.timeout, pause].compactMap { $0?.pollMilliseconds }
    let timeout = waits.min() ?? -1
    var span = requests.mutableSpan
    _ = try unsafe span.withUnsafeMutableBufferPointer { requests throws(Errno) in
      try call { unsafe poll(requests.baseAddress, nfds_t(requests.count), timeout) }
    }
  }
}

/// Bytes on their way from one descriptor to another.
private struct Flow {
  var source: Int32
  var sink: Int32
  var isTyped = false
  var pending: [UInt8] = []
  var isOpen = true

  /// A pipe that poll(2) calls ready takes as many bytes as this without blocking (pipe(7)).
  private static let size = Int(PIPE_BUF)

  /// What the flow waits for.
  var request: pollfd {
    let (descriptor, events) = pending.isEmpty ? (source, POLLIN) : (sink, POLLOUT)
    return pollfd(fd: isOpen ? descriptor : -1, events: Int16(events), revents: 0)
  }

  /// Whether there is something to move now, or a sink to wait for.
  var isReady: Bool {
    if !pending.isEmpty { return true }
    var request = request
    return unsafe poll(&request, 1, 0) == 1
  }

  /// Reads, or writes what was read before; true after a read.
  ///
  /// - Throws: EIO or EPIPE at the end of either side.
  mutating func move() throws(Errno) -> Bool {
    do throws(Errno) {
      if pending.isEmpty {
        var buffer = [UInt8](repeating: 0, count: Self.size)
        let count = try read(into: &buffer)
        if count == 0 { throw Errno(rawValue: EPIPE) }
        pending = Array(buffer.prefix(count))
        return true
      }
      pending.removeFirst(try write())
    } catch {
      if error.rawValue != EAGAIN { throw error }
    }
    return false
  }

  private func read(into buffer: inout [UInt8]) throws(Errno) -> Int {
    var span = buffer.mutableSpan
    return try unsafe span.withUnsafeMutableBytes { bytes throws(Errno) in
      try call { unsafe Glibc.read(source, bytes.baseAddress, bytes.count) }
    }
  }

  private func write() throws(Errno) -> Int {
    try unsafe pending.span.withUnsafeBytes { bytes throws(Errno) in
      try call { unsafe Glibc.write(sink, bytes.baseAddress, bytes.count) }
    }
  }
}
