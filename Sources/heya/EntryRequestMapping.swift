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
  var newNamespacesOptions: NewNamespacesOptions {
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
      let session = try plans.make(for: request, in: snapshot)
      self.init(
        title: title, joins: session.joins, steps: session.steps.map { $0[language] },
        command: session.commandLine, nsenter: session.nsenterLine)
      notes = session.notes.map { $0[language] }
      rights = session.rights?[language] ?? ""
      inheritedContext = session.inheritedContext.map { $0[language] }
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
