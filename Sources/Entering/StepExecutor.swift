internal import Localization
internal import Namespaces
internal import SystemCalls

/// Performs steps: those outside in this process, the others in a child; then carries the child's
/// input and output until it ends.
struct StepExecutor: ~Copyable {
  private let steps: [EntryStep]
  private let joins: [EntryRoute.Join]
  private let input: Int32?
  private let output: Int32?
  private let terminal: RawTerminal?
  private var supervisor: EntrySupervisor

  /// The signals that end the entry; nil for a command that is left to itself, and once they are
  /// the relay's.
  private var signals: Signals?
  private let language: Language
  private let willPerform: ((EntryStep) -> Void)?
  private var files = EntryDescriptors()
  private var relay: Relay
  private var calls: [EntryCall] = []

  /// What each call of the child's is for.
  private var purposes: [Purpose] = []

  /// The number of the call that the child spoke of last.
  private var current = -1

  private struct Purpose {
    var step: EntryStep
    var isAnnouncement = false
  }

  /// Prepares to perform `steps`; what else is given is that of `EntryPlan.perform`.
  init(
    _ steps: [EntryStep], joins: [EntryRoute.Join] = [], from caller: EntryCaller,
    isRelayed: Bool = true, willPerform: ((EntryStep) -> Void)?
  ) {
    self.steps = steps
    self.joins = joins
    relay = Relay(patience: caller.patience)
    input = caller.input
    output = caller.output
    let takesTerminal = steps.contains(.takeTerminal)
    // Before the terminal is lent: what ends this process gives it back.
    signals = isRelayed ? try? Relay.signals(withTerminal: takesTerminal) : nil
    // From here on nothing is echoed here that the target will echo.
    terminal = takesTerminal ? caller.lendTerminal() : nil
    let hasTerminal =
      switch terminal {
      case .some: true
      case .none: false
      }
    supervisor = EntrySupervisor(
      typed: caller.typed, timeout: caller.timeout, hasTerminal: hasTerminal,
      language: caller.language)
    language = caller.language
    self.willPerform = willPerform
  }

  /// Performs the steps and waits until the command has ended or was left.
  consuming func perform() throws(ExecutionError) -> EntryOutcome {
    try open()
    return try run()
  }

  /// Performs the steps and leaves the command to itself, as a child of this process.
  ///
  /// - Returns: its process id.
  consuming func start() throws(ExecutionError) -> Int32 {
    try open()
    var child = try launch(isGuarded: false)
    do throws(EntrySupervisor.Obstacle) {
      try follow(&child)
    } catch {
      child.end()
      throw failure(error)
    }
    return child.pid
  }

  /// Does the steps that come before the child, and opens what those of the child need.
  private mutating func open() throws(ExecutionError) {
    for step in steps {
      if step.isDoneOutside { willPerform?(step) }
      do throws(Errno) {
        if let result = try files.open(step, joins: joins) {
          calls.append(EntryCall(step: step, result: result))
        }
        if case .leaveTerminal(let piped) = step {
          for stream in piped { try files.openPipe(for: stream, relay: &relay) }
        }
      } catch {
        calls.append(EntryCall(step: step, result: -1, error: error))
        throw ExecutionError(step, error, calls: calls)
      }
    }
  }

  private mutating func run() throws(ExecutionError) -> EntryOutcome {
    var child = try launch(isGuarded: true)
    do throws(EntrySupervisor.Obstacle) {
      try follow(&child)
    } catch {
      let pid = child.pid
      child.end()
      guard case .left(let end) = error else { throw failure(error) }
      return EntryOutcome(
        end: end, process: pid, links: NamespaceLinks(), cgroups: nil, calls: calls)
    }
    if let master = child.takeDescriptor() { connect(master) }
    do throws(Errno) {
      let links = NamespaceLinks(of: child.pid)
      let cgroups = joinsCgroup ? nil : Host.cgroups(of: Host.processID)
      let end = EntryOutcome.End(try relay(child.pid))
      return EntryOutcome(
        end: end, process: child.pid, links: links, cgroups: cgroups, calls: calls)
    } catch {
      throw ExecutionError(purposes[purposes.count - 1].step, error, calls: calls)
    }
  }

  private mutating func relay(_ child: Int32) throws(Errno) -> Relay.End {
    guard let signals = signals.take() else { throw .noSuchProcess }
    return try relay.run(child: child, signals: signals, warning: EntrySupervisor.notice[language])
  }

  /// Whether the child goes into a cgroup of the target's.
  private var joinsCgroup: Bool {
    steps.contains { if case .enterCgroup = $0 { true } else { false } }
  }

  /// Starts the child; where it `isGuarded` the command ends with this process.
  private mutating func launch(isGuarded: Bool) throws(ExecutionError) -> RunningChild {
    let program = compile()
    do throws(Errno) {
      let child = try program.start(isGuarded: isGuarded)
      // The child has them now; a pipe that stays open here would never end.
      files = EntryDescriptors()
      return child
    } catch {
      throw ExecutionError(purposes[0].step, error, calls: calls, isOfStart: true)
    }
  }

  /// The step that stopped an entry, which is the last one that the child spoke of, or the one
  /// after it when it said nothing more.
  private func failure(_ obstacle: EntrySupervisor.Obstacle) -> ExecutionError {
    let error =
      switch obstacle {
      case .failed(let error): error
      case .left: Errno.timedOut
      }
    // Which call it was that the filters ended the child for, nobody tells.
    let filtering = calls.last { if case .installFilters = $0.step { true } else { false } }
    if error == .noSuchProcess, let filtering {
      return ExecutionError(filtering.step, error, calls: calls)
    }
    let next = error == .timedOut ? min(current + 1, purposes.count - 1) : max(current, 0)
    return ExecutionError(purposes[next].step, error, calls: calls)
  }

  private mutating func connect(_ master: consuming Descriptor) {
    switch terminal {
    case .some(let terminal): relay.connect(terminal: master, to: terminal, typed: supervisor.typed)
    case .none: break
    }
  }

  private mutating func compile() -> ChildProgram {
    var program = ChildProgram()
    switch terminal {
    case .some(let terminal): program.setTerminal(terminal.modes)
    case .none: break
    }
    for step in steps {
      var calls = files.calls(for: step)
      if case .leaveTerminal = step {
        if let input { calls.append(.duplicate(fd: input, number: 0)) }
        if let output {
          calls += [.duplicate(fd: output, number: 1), .duplicate(fd: output, number: 2)]
        }
      }
      if willPerform != nil, !calls.isEmpty {
        program.add(.pause)
        purposes.append(Purpose(step: step, isAnnouncement: true))
      }
      for call in calls {
        program.add(call)
        purposes.append(Purpose(step: step))
      }
    }
    return program
  }

  /// Listens to the child until it executes the command.
  private mutating func follow(_ child: inout RunningChild) throws(EntrySupervisor.Obstacle) {
    var executes = false
    while let report = try supervisor.next(of: &child, signals) {
      current = report.index
      let purpose = purposes[current]
      if purpose.isAnnouncement { willPerform?(purpose.step) }
      if case .pause = report.call, report.error == nil {
        do throws(Errno) {
          if !purpose.isAnnouncement { try purpose.step.assist(child: child.pid) }
          try child.resume()
        } catch {
          throw .failed(error)
        }
      }
      if !purpose.isAnnouncement {
        calls.append(EntryCall(step: purpose.step, result: report.result, error: report.error))
      }
      if let error = report.error { throw .failed(error) }
      if case .joinAll = report.call {
        do throws(Errno) {
          try purpose.step.assist(child: child.pid)
          try child.resume()
        } catch {
          throw .failed(error)
        }
      }
      if case .execute = report.call { executes = true }
    }
    // A child that ends without a word was killed: its pid namespace went down.
    if !executes { throw .failed(.noSuchProcess) }
  }
}

extension EntryOutcome.End {
  fileprivate init(_ end: Relay.End) {
    self =
      switch end {
      case .ended(let status): .ended(status)
      case .detached: .detached
      case .interrupted(let signal): .interrupted(signal)
      case .stopped: .stopped
      }
  }
}

extension NamespaceLinks {
  /// The namespaces of a process that runs, as far as it lets them be seen.
  fileprivate init(of pid: Int32) {
    self.init()
    for kind in NamespaceKind.allCases {
      let status = try? FileStatus(path: "/proc/\(pid)/ns/\(kind)")
      self[kind] = status.map { UInt32(truncatingIfNeeded: $0.inode) } ?? 0
    }
  }
}
