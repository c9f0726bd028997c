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

  /// How it is done.
  ///
  /// - Throws: why it cannot be done.
  func plan(in snapshot: Snapshot) throws(EntryRefusal) -> EntryPlan {
    guard let entryTarget else { throw .noProcess }
    return try EntryPlan(entryTarget, options: entryOptions, in: snapshot)
  }
}

extension EntrySummary {
  /// What the plan for `request` says, or why there is none.
  init(of request: EntryRequest, by plans: Plans, in snapshot: Snapshot, _ language: Language) {
    guard let target = request.entryTarget else {
      self.init(title: "", joins: [], steps: [], command: "", nsenter: "", refusal: "")
      return
    }
    do {
      let plan = try plans.make(for: request, in: snapshot)
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
