internal import Entering
internal import Explorer
internal import Localization
internal import Namespaces

/// The way into namespaces, those of a target or new ones.
enum EntrySession: Sendable {
  case entry(EntryPlan)
  case newNamespaces(NewNamespacesPlan)

  /// What somebody asks for.
  enum Request: Sendable, Hashable {
    case enter(EntryRequest)
    case make(NewNamespacesRequest)
  }

  /// Goes there, and comes back when the command has ended or was left.
  func perform(from caller: EntryCaller) throws(ExecutionError) -> EntryOutcome {
    switch self {
    case .entry(let plan): try plan.perform(from: caller)
    case .newNamespaces(let plan): try plan.perform(from: caller)
    }
  }

  /// The kinds that one has of one's own there.
  var joins: Set<NamespaceKind> {
    switch self {
    case .entry(let plan): Set(plan.joins.map(\.kind))
    case .newNamespaces(let plan): plan.options.kinds
    }
  }

  /// The steps in plain words.
  var steps: [Text] {
    switch self {
    case .entry(let plan): plan.steps.map(\.words)
    case .newNamespaces(let plan): plan.steps.map(\.words)
    }
  }

  /// What one should know beforehand, a sentence each.
  var notes: [Text] {
    switch self {
    case .entry(let plan): plan.notes
    case .newNamespaces(let plan): plan.notes
    }
  }

  /// Whose rights the command has; nil for a new namespace.
  var rights: Text? { if case .entry(let plan) = self { plan.rights } else { nil } }

  /// What confines the target beside its namespaces, and what of it is taken over, under a title;
  /// empty where there is no target.
  var inheritedContext: [Text] {
    guard case .entry(let plan) = self, !plan.inheritedContext.isEmpty else { return [] }
    return [EntryPlan.inheritedContextTitle] + plan.inheritedContext
  }

  /// The command that does the same.
  var commandLine: String {
    switch self {
    case .entry(let plan): plan.commandLine
    case .newNamespaces(let plan): plan.commandLine
    }
  }

  /// The command of nsenter(1) that comes nearest; empty when there is none.
  var nsenterLine: String {
    if case .entry(let plan) = self { plan.nsenterLine ?? "" } else { "" }
  }
}

extension EntrySession.Request {
  /// How it is done.
  ///
  /// - Throws: why it cannot be done.
  func session(in snapshot: Snapshot) throws(PreflightError) -> EntrySession {
    switch self {
    case .enter(let request):
      guard let target = request.entryTarget else { throw .noTarget }
      return .entry(try EntryPlan(target, options: request.entryOptions, in: snapshot))
    case .make(let request):
      return .newNamespaces(
        try NewNamespacesPlan(request.newNamespacesOptions, for: snapshot.observer))
    }
  }

  /// What it is about, such as `sh (4242)`; empty for namespaces that are still to be made.
  func title(in snapshot: Snapshot) -> String {
    guard case .enter(let request) = self, let target = request.entryTarget else { return "" }
    switch target {
    case .process(let process), .thread(let process, _):
      return snapshot.process(process).map { "\($0.name) (\($0.pid))" } ?? target.description
    case .namespace(let id):
      return id.description
    }
  }

  /// Whether the host's tools can be brought along.
  var canBringTools: Bool {
    if case .enter(let request) = self { !request.hostTools } else { false }
  }
}
