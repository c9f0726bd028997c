internal import Entering
internal import Explorer
internal import Kernel
internal import Namespaces
internal import Procfs
internal import Wording

extension EntryRequest {
  /// What the entering module calls the target; nil for an object that cannot be entered.
  var entryTarget: EntryTarget? {
    switch target {
    case .process(let process): .process(process)
    case .thread(let process, let tid): .thread(process, tid: tid)
    case .namespace(let namespace): .namespace(namespace)
    case .kind, .group, .container, .interface, .change: nil
    }
  }

  /// The choices as the entering module has them.
  var entryOptions: EntryOptions {
    var options = EntryOptions()
    options.kinds = kinds
    if asTargetUser { options.identity = .target }
    if hostTools { options.tools = .host }
    return options
  }

  /// The arguments of `heya` that enter.
  ///
  /// The start time goes with the pid: a process that took the number over is not entered.
  var arguments: [String] {
    var arguments = ["enter", entryTarget?.description ?? ""]
    if case .process(let process)? = entryTarget {
      arguments += ["--started", String(process.startTicks)]
    }
    if kinds.count < NamespaceKind.allCases.count {
      arguments += ["--only", kinds.sorted().map(\.name).joined(separator: ",")]
    }
    if asTargetUser { arguments.append("--as-target") }
    if hostTools { arguments.append("--bring-tools") }
    return arguments
  }

  /// One sentence that says how the shell ended, or why there was none.
  func report(of status: ExitStatus, errors: [UInt8]) -> Event {
    let complaint = String(visible: errors.span).split(separator: "\\n").last
    if let complaint, status.code == 125 || status.code == 126 || status.code == 127 {
      return .notice(String(complaint.trimmingPrefix("heya: ")), isError: true)
    }
    let room = entryTarget?.description ?? "the room"
    return switch status {
    case .exited(0): .notice("back from \(room): the shell ended well", isError: false)
    case .exited(let code):
      .notice("back from \(room): the shell ended with status \(code)", isError: false)
    case .signaled(let number):
      .notice("back from \(room): signal \(number) ended the shell", isError: true)
    }
  }
}

extension EntrySummary {
  /// What the plan for `request` says, or why there is none.
  init(of request: EntryRequest, in snapshot: Snapshot, _ language: Language) {
    guard let target = request.entryTarget else {
      self.init(title: "", joins: [], steps: [], command: "", nsenter: "", refusal: "")
      return
    }
    do {
      let plan = try EntryPlan(target, options: request.entryOptions, in: snapshot)
      self.init(
        title: snapshot.title(of: target), joins: Set(plan.joins.map(\.kind)),
        steps: (plan.steps.map(\.words) + plan.notes).map { $0[language] },
        command: plan.commandLine,
        nsenter: plan.nsenterLine ?? "")
    } catch {
      self.init(
        title: snapshot.title(of: target), joins: [], steps: [], command: "", nsenter: "",
        refusal: error.words[language])
    }
  }
}

extension Snapshot {
  /// What a dialog calls a target, such as `sh (4242)`.
  fileprivate func title(of target: EntryTarget) -> String {
    switch target {
    case .process(let process), .thread(let process, _):
      self.process(process).map { "\($0.name) (\($0.pid))" } ?? target.description
    case .namespace(let id): id.description
    }
  }
}
