internal import Entering
internal import Explorer
internal import Localization
internal import Namespaces
internal import Procfs
internal import SystemCalls

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
    options.joinsAll = joinsAll
    options.isPrivileged = isPrivileged
    switch identity {
    case .root: break
    case .target: options.identity = .target
    case .named(let name): options.identity = .user(name)
    }
    options.joinsCgroup = joinsCgroup
    if hostTools { options.tools = .host }
    return options
  }
}

extension NewNamespacesRequest {
  /// The choices as the entering module has them.
  var roomOptions: NewNamespacesOptions {
    let map: Entering.UserMap? =
      switch userMap {
      case .none: nil
      case .caller: .caller
      case .subordinate: .subordinate
      }
    var options = NewNamespacesOptions(kinds: kinds, userMap: map)
    if command.contains(where: { $0 != " " }) { options.command = ["sh", "-c", command] }
    return options
  }
}

extension EntrySummary {
  /// What the plan for a request says, or why there is none.
  init(
    of request: EntrySession.Request, by plans: PlanCache, in snapshot: Snapshot,
    _ language: Language
  ) {
    let title = request.title(in: snapshot)
    do {
      let passage = try plans.make(for: request, in: snapshot)
      self.init(
        title: title, joins: passage.joins, steps: passage.steps.map { $0[language] },
        command: passage.commandLine, nsenter: passage.nsenterLine)
      notes = passage.notes.map { $0[language] }
      rights = passage.rights?[language] ?? ""
      likeness = passage.likeness.map { $0[language] }
    } catch {
      self.init(
        title: title, joins: [], steps: [], command: "", nsenter: "",
        refusal: error.words[language])
      lacksTools = error.lacksTools && request.canBringTools
    }
  }
}

extension PreflightError {
  /// Whether the host's tools would help.
  fileprivate var lacksTools: Bool {
    switch self {
    case .noShell, .noCommand, .silent: true
    default: false
    }
  }
}
