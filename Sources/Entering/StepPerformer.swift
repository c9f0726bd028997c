internal import Kernel
internal import Namespaces

/// Performs steps: those outside in this process, the others in a child; then carries the child's
/// input and output until it ends.
struct StepPerformer: ~Copyable {
  private let steps: [EntryStep]
  private let joins: [EntryRoute.Join]
  private let input: Int32?
  private let output: Int32?
  private let terminal: LentTerminal?
  private let typed: [UInt8]
  private let patience: Duration
  private let willPerform: ((EntryStep) -> Void)?
  private var files = OpenedFiles()
  private var relay = Relay()
  private var calls: [EntryCall] = []

  /// What each call of the child's is for.
  private var purposes: [Purpose] = []

  private struct Purpose {
    var step: EntryStep
    var isAnnouncement = false
  }

  /// Prepares to perform `steps`; what else is given is that of `EntryPlan.perform`.
  init(
    _ steps: [EntryStep], joins: [EntryRoute.Join] = [], from caller: EntryCaller,
    willPerform: ((EntryStep) -> Void)?
  ) {
    self.steps = steps
    self.joins = joins
    input = caller.input
    output = caller.output
    typed = caller.typed
    // From here on nothing is echoed here that the room will echo.
    terminal = steps.contains(.takeTerminal) ? caller.lendTerminal() : nil
    patience = caller.patience
    self.willPerform = willPerform
  }

  /// Performs the steps and waits until the command has ended or was left.
  consuming func perform() throws(EntryFailure) -> EntryOutcome {
    try open()
    return try run()
  }

  /// Performs the steps and leaves the command to itself, as a child of this process.
  ///
  /// - Returns: its process id.
  consuming func start() throws(EntryFailure) -> Int32 {
    try open()
    return try startChild().pid
  }

  /// Does the steps that come before the child, and opens what those of the child need.
  private mutating func open() throws(EntryFailure) {
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
        throw EntryFailure(step, error, calls: calls)
      }
    }
  }

  private mutating func run() throws(EntryFailure) -> EntryOutcome {
    var child = try startChild()
    if let master = child.takeTerminal() { connect(master) }
    do throws(Errno) {
      let links = NamespaceLinks(of: child.pid)
      let cgroups = joinsCgroup ? nil : Host.cgroups(of: Host.processID)
      let end = EntryOutcome.End(try relay.run(child: child.pid))
      return EntryOutcome(
        end: end, process: child.pid, links: links, cgroups: cgroups, calls: calls)
    } catch {
      throw EntryFailure(purposes[purposes.count - 1].step, error, calls: calls)
    }
  }

  /// Whether the child goes into a cgroup of the target's.
  private var joinsCgroup: Bool {
    steps.contains { if case .enterCgroup = $0 { true } else { false } }
  }

  /// Starts the child and follows it until it executes the command.
  private mutating func startChild() throws(EntryFailure) -> RunningChild {
    let program = compile()
    var step = purposes[0].step
    do throws(Errno) {
      var child = try program.start()
      // The child has them now; a pipe that stays open here would never end.
      files = OpenedFiles()
      do throws(Errno) {
        try follow(&child, &step)
      } catch {
        child.end()
        throw error
      }
      return child
    } catch {
      throw EntryFailure(step, error, calls: calls)
    }
  }

  private mutating func connect(_ master: consuming Descriptor) {
    switch terminal {
    case .some(let terminal): relay.connect(terminal: master, to: terminal, typed: typed)
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

  /// Listens to the child until it executes the command; `step` is the last one that it spoke of.
  ///
  /// - Throws: why it does not execute.
  private mutating func follow(
    _ child: inout RunningChild, _ step: inout EntryStep
  ) throws(Errno) {
    var executes = false
    var index = -1
    while true {
      let next: RunningChild.Report?
      do throws(Errno) {
        next = try child.next(within: patience)
      } catch {
        if index + 1 < purposes.count { step = purposes[index + 1].step }
        throw error
      }
      guard let report = next else { break }
      index = report.index
      let purpose = purposes[index]
      step = purpose.step
      if purpose.isAnnouncement { willPerform?(step) }
      if case .pause = report.call {
        if !purpose.isAnnouncement { try step.assist(child: child.pid) }
        try child.resume()
      }
      if !purpose.isAnnouncement {
        calls.append(EntryCall(step: step, result: report.result, error: report.error))
      }
      if let error = report.error { throw error }
      if case .execute = report.call { executes = true }
    }
    // A child that ends without a word was killed: its pid namespace went down.
    if !executes { throw .noSuchProcess }
  }
}

extension EntryOutcome.End {
  fileprivate init(_ end: Relay.End) {
    self =
      switch end {
      case .ended(let status): .ended(status)
      case .detached: .detached
      case .interrupted(let signal): .interrupted(signal)
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
