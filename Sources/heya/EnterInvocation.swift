internal import ArgumentParser
internal import Entering
internal import Localization
internal import Namespaces
internal import Scanning
internal import SystemCalls

/// What `heya enter` is to do.
struct EnterInvocation {
  /// What is entered.
  var target: TargetArgument

  /// What was chosen.
  var options = EntryOptions()

  /// Whether the plan is printed and nothing done.
  var isExplained = false

  /// How it is told what came of it.
  var reporter = EntryReporter(language: .preferred, isTracing: false)

  /// Enters `target` with the default choices.
  init(_ target: TargetArgument) {
    self.target = target
  }

  /// Reads `enter TARGET` and `enter TARGET -- COMMAND …`; nil for all else.
  ///
  /// This is what somebody waits for, so it does not pay for knowing options that are not there.
  init?(plainly arguments: some Collection<String>) {
    let words = Array(arguments.prefix(3))
    guard words.count >= 2, words[0] == EnterCommand.configuration.commandName,
      words.count == 2 || words[2] == "--", !words[1].hasPrefix("-"),
      let target = TargetArgument(argument: words[1])
    else { return nil }
    self.init(target)
    options.command = Array(arguments.dropFirst(3))
  }

  /// Enters and ends as the command did, or prints the plan.
  ///
  /// - Throws: the exit status.
  func run() throws {
    try reporter.reporting {
      let plan = try plan()
      if isExplained {
        return try StandardOutput.print(plan.explanation(in: reporter.language))
      }
      reporter.warn(plan.shortfalls)
      try reporter.leave(plan.perform(from: EntryCaller(speaking: reporter.language)))
    }
  }

  private func plan() throws -> EntryPlan {
    let snapshot = try snapshot()
    let target: EntryTarget =
      switch try snapshot.object(target) {
      case .process(let process): .process(process.id)
      case .thread(let process, let thread): .thread(process.id, tid: thread.tid)
      case .namespace(let namespace): .namespace(namespace.id)
      }
    let plan = Result { () throws(PreflightError) in
      try EntryPlan(target, options: options, in: snapshot)
    }
    if case .failure(let refusal) = plan, refusal.denial?.sudoHelps == true {
      let reason = refusal.words[reporter.language]
      Message.print("\(reason):")
      StandardError.print("  sudo \(options.commandLine(entering: target))")
      throw ExitCode(refusal.code)
    }
    return try plan.get()
  }

  /// Looks for what has a name: for a container first, which takes no look at the processes outside
  /// of containers, at what every process has open and where it is mounted; and at everything when
  /// there is none, or several, or a pin may have the name too.
  private func snapshot(named name: String) throws -> Snapshot {
    let mayBePin = (try? FileStatus(path: "/run/netns/\(name)", following: false)) != nil
    if !mayBePin {
      let snapshot = try Snapshot(ofContainersNamed: name) ?? Snapshot(ofHost: [])
      if (try? snapshot.container(.name(name))) != nil { return snapshot }
    }
    return try Snapshot(ofHost: .all)
  }

  /// Looks at the target; where that is a process there is no need to look at any other.
  private func snapshot() throws -> Snapshot {
    let process: Int32
    switch target.target {
    case .process(let pid), .thread(let pid, _): process = pid
    case .observer:
      switch ProcView.here {
      case .outer(let number): process = number
      case .foreign: throw TargetError.observerUnnumbered
      case .own, .missing: process = Host.processID
      }
    case .name(let name): return try snapshot(named: name)
    default: return try Snapshot(ofHost: .all, for: [target.target])
    }
    var scanner = try NamespaceScanner(sources: .threads, processes: [process])
    let snapshot = try scanner.scan()
    if case .process = target.target, snapshot.process(pid: process) == nil {
      return try self.snapshot(named: String(process))
    }
    return snapshot
  }
}
