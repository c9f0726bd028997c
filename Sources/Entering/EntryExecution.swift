internal import Kernel

extension EntryPlan {
  /// Enters, relays the terminal, and waits until the command has ended or was left.
  ///
  /// The work is done by a child; this process stays where it is.
  ///
  /// - Parameters:
  ///   - output: the descriptor to which the command writes; nil for the standard streams. Only for
  ///     a plan without terminals.
  ///   - willPerform: called before each step that calls something; the child waits meanwhile.
  /// - Returns: how it ended and what was called.
  /// - Throws: an ``EntryFailure`` with the step that the kernel refused.
  public func perform(
    output: Int32? = nil, willPerform: ((EntryStep) -> Void)? = nil
  ) throws(EntryFailure) -> EntryOutcome {
    var entry = Entry(self, output: output, willPerform: willPerform)
    try entry.open()
    return try entry.run()
  }
}

/// An entry under way.
private struct Entry: ~Copyable {
  private let plan: EntryPlan
  private let output: Int32?
  private let willPerform: ((EntryStep) -> Void)?
  private var files = OpenedFiles()
  private var relay = Relay()
  private var calls: [EntryOutcome.Call] = []

  /// The step that each call of the child's belongs to.
  private var stepOfCall: [EntryStep] = []

  init(_ plan: EntryPlan, output: Int32?, willPerform: ((EntryStep) -> Void)?) {
    self.plan = plan
    self.output = output
    self.willPerform = willPerform
  }

  /// Does the steps that are done outside, and opens what those of the child need.
  mutating func open() throws(EntryFailure) {
    for step in plan.steps {
      if step.isDoneOutside { willPerform?(step) }
      do throws(Errno) {
        if let result = try files.open(step, joins: plan.route.joins) {
          calls.append(EntryOutcome.Call(step: step, result: result))
        }
        if case .leaveTerminal(let piped) = step {
          for stream in piped { try files.openPipe(for: stream, relay: &relay) }
        }
      } catch {
        throw EntryFailure(step, error)
      }
    }
  }

  /// Lets a child do the others, and carries its input and output until it ends.
  mutating func run() throws(EntryFailure) -> EntryOutcome {
    let program = compile()
    var step = stepOfCall[0]
    do throws(Errno) {
      var child = try program.start()
      // The child has them now; a pipe that stays open here would never end.
      files = OpenedFiles()
      if let failure = try follow(&child, &step) {
        _ = try? ExitStatus(waitingFor: child.pid)
        throw failure
      }
      if let terminal = child.takeTerminal() { relay.connect(terminal: terminal) }
      return EntryOutcome(end: EntryOutcome.End(try relay.run(child: child.pid)), calls: calls)
    } catch {
      throw EntryFailure(step, error)
    }
  }

  private mutating func compile() -> ChildProgram {
    var program = ChildProgram()
    for step in plan.steps {
      var calls = files.calls(for: step)
      if case .leaveTerminal = step, let output {
        calls += [.duplicate(fd: output, number: 1), .duplicate(fd: output, number: 2)]
      }
      // Who wants to be told first has the child wait.
      for call in (willPerform == nil || calls.isEmpty ? [] : [.pause]) + calls {
        program.add(call)
        stepOfCall.append(step)
      }
    }
    return program
  }

  /// Listens to the child until it executes the command; `step` is the last one that it spoke of.
  ///
  /// - Returns: why it does not execute; nil when it does.
  private mutating func follow(
    _ child: inout RunningChild, _ step: inout EntryStep
  ) throws(Errno) -> Errno? {
    var failure: Errno? = .noSuchProcess
    while let report = try child.next() {
      step = stepOfCall[report.index]
      if case .pause = report.call {
        willPerform?(step)
        try child.resume()
      } else {
        calls.append(EntryOutcome.Call(step: step, result: report.result, error: report.error))
      }
      // A child that ends without a word was killed: its pid namespace went down.
      if case .execute = report.call { failure = nil }
      failure = report.error ?? failure
    }
    return failure
  }
}

extension EntryOutcome.End {
  fileprivate init(_ end: Relay.End) {
    self =
      switch end {
      case .ended(let status): .ended(status)
      case .detached: .detached
      case .interrupted(let signal): .interrupted(signal: signal.rawValue)
      }
  }
}
