public import Localization
internal import NamespacePaths
public import Namespaces
internal import SystemCalls

/// How a target is entered, step by step.
///
/// A value that can be shown, printed as a command, and performed. A plan that cannot work does not
/// come to be; making it throws the reason.
public struct EntryPlan: Sendable, Hashable {
  /// What is entered.
  public let target: EntryTarget

  /// What was chosen.
  public let options: EntryOptions

  /// Whose rights the command has, and why: a sentence.
  public let rights: Text

  /// The steps in the order in which they are done.
  public let steps: [EntryStep]

  /// What one should know beforehand, each a sentence.
  public let notes: [Text]

  /// What confines the target beside its namespaces, and what of it the command takes over, each a
  /// sentence; empty for a namespace without members.
  public let inheritedContext: [Text]

  /// What of the target's confinement the command escapes although it should not, a sentence each.
  public let shortfalls: [Text]

  let route: EntryRoute

  /// Plans to enter `target`.
  ///
  /// Finds the way in `snapshot` and looks into the target for its shell and users; nothing is
  /// changed.
  ///
  /// - Throws: an ``PreflightError`` with the reason why it cannot work.
  public init(
    _ target: EntryTarget, options: EntryOptions, in snapshot: Snapshot
  ) throws(PreflightError) {
    if snapshot.observer.view != .own { throw .foreignProc }
    let isChosen = options.kinds != Set(NamespaceKind.allCases)
    let route = try EntryRoute(
      to: target, kinds: options.kinds, withMember: options.joinsAll || isChosen, in: snapshot)
    let facts = try TargetInspection(route, options: options, caller: snapshot.observer)
    self.init(
      target, options: options, route: route, facts: facts,
      joinsTogether: ProcessHandle.hasPidfds
        && KernelRelease(snapshot.kernel) >= KernelRelease(major: 5, minor: 8),
      isPrivileged: snapshot.observer.has(.sysAdmin))
  }

  /// Arranges the steps; everything that could stand in the way has been looked at.
  ///
  /// setns(2) takes a pidfd and several flags since Linux 5.8 (`joinsTogether`). `isPrivileged`
  /// says that the power to join comes from the caller's own user namespace: joining another drops
  /// it.
  init(
    _ target: EntryTarget, options: EntryOptions, route: EntryRoute, facts: TargetInspection,
    joinsTogether: Bool, isPrivileged: Bool
  ) {
    self.target = target
    self.options = options
    self.route = route
    let arrangement = StepSequence(
      options: options, route: route, facts: facts, joinsTogether: joinsTogether,
      isPrivileged: isPrivileged)
    steps =
      arrangement.leftAlone + arrangement.opening + arrangement.preparing + arrangement.joining
      + arrangement.becoming + arrangement.arriving
    notes = arrangement.notes
    inheritedContext = facts.inheritedContext?.words ?? []
    rights = facts.rights(options).words
    shortfalls = facts.inheritedContext?.shortfalls ?? []
  }

  /// Enters, relays the terminal, and waits until the command has ended or was left.
  ///
  /// The work is done by a child; this process stays where it is.
  ///
  /// - Parameters:
  ///   - caller: what the caller lends to it.
  ///   - willPerform: called before each step that calls something; the child waits meanwhile.
  /// - Returns: how it ended and what was called.
  /// - Throws: an ``ExecutionError`` with the step that the kernel refused.
  package func perform(
    from caller: EntryCaller = EntryCaller(), willPerform: ((EntryStep) -> Void)? = nil
  ) throws(ExecutionError) -> EntryOutcome {
    try StepExecutor(steps, joins: route.joins, from: caller, willPerform: willPerform).perform()
  }

  /// The namespaces that are joined, in joining order.
  public var joins: [NamespaceID] { route.joins.map(\.namespace.id) }

  /// The process that is entered; nil for a namespace without members.
  public var process: ProcessID? { route.process?.id }
}

/// The steps of a plan by what they are for.
private struct StepSequence {
  let options: EntryOptions
  let route: EntryRoute
  let facts: TargetInspection
  let joinsTogether: Bool
  let isPrivileged: Bool

  /// What is not done, and why.
  var leftAlone: [EntryStep] {
    let steps =
      route.shared.map { ($0, EntryStep.share($0)) }
      + route.leftOut.map { ($0, EntryStep.leaveOut($0)) }
    return steps.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// What the caller opens.
  var opening: [EntryStep] {
    var steps: [EntryStep] = []
    if let process = route.process { steps.append(.holdProcess(process.id)) }
    if !isOneCall {
      steps += joined.map { .openNamespace($0.namespace.id, $0.namespacePath) }
    }
    if facts.changesRoot, let process = route.process {
      steps.append(.openRoot(process.id, path: route.root))
    }
    if bringsTools, let mounts = route.joins.first(where: { $0.namespace.kind == .mnt }) {
      let root = route.process == nil ? nil : route.root
      steps.append(.copyMounts(mounts.namespace.id, root: root))
    }
    steps += cgroups.map { .openCgroup($0) }
    if let process = route.process { steps.append(.confirmProcess(process.id)) }
    return steps
  }

  /// What the child does while nobody of the target's can reach it: gives up what the next steps do
  /// not need.
  var preparing: [EntryStep] {
    var steps: [EntryStep] = cgroups.map { .enterCgroup($0) }
    if let score = facts.inheritedContext?.outOfMemoryScore {
      steps.append(.setOutOfMemoryScore(score))
    }
    if let label = facts.inheritedContext?.label { steps.append(.setLabel(label)) }
    if !options.commandStreams.isInteractive {
      let streams = options.commandStreams
      steps.append(
        .leaveTerminal(piped: facts.runsOwnProgram ? streams.places : streams.terminals))
    } else if !facts.hasTerminals {
      steps.append(terminal(inside: false))
    }
    if !route.joins(.user), let bounds { steps.append(.boundCapabilities(bounds)) }
    if facts.inheritedContext?.forbidsNewPrivileges == true { steps.append(.forbidNewPrivileges) }
    if let identity = facts.outerIdentity {
      steps.append(.setGroups(identity.groups))
      steps.append(.becomeOutside(uid: identity.uid, gid: identity.gid))
    }
    return steps + [lowering(EntryStep.neededToJoin), .closeDescriptors, .makeUndumpable]
  }

  /// What the child does to be in the target.
  var joining: [EntryStep] {
    var steps: [EntryStep] = []
    if isOneCall {
      steps.append(.joinTogether(joined.map(\.namespace.id)))
    } else {
      steps += joined.map { .join($0.namespace.id) }
    }
    if bringsTools {
      // What is mounted then is the joined pid namespace's.
      steps += forking + [.copyHostMounts, .attachTargetFiles]
      if route.joins(.pid) { steps.append(.mountProcesses) }
    }
    if facts.changesRoot { steps.append(.changeRoot) }
    if options.commandStreams.isInteractive, facts.hasTerminals {
      steps.append(terminal(inside: true))
    }
    return steps
  }

  /// What the child does to be who it shall be.
  var becoming: [EntryStep] {
    var steps: [EntryStep] = []
    // A user namespace that is joined gives all of them anew.
    if route.joins(.user), let bounds { steps.append(.boundCapabilities(bounds)) }
    if !installsLate { steps += filters }
    if let identity = facts.identity {
      steps.append(facts.deniesGroups ? .keepGroups : .setGroups(identity.groups))
      steps.append(.become(uid: identity.uid, gid: identity.gid, name: identity.name))
    }
    if let directory = facts.directory {
      steps.append(.changeDirectory(directory, mustBe: options.directory != nil))
    }
    return steps + [lowering(EntryStep.neededToExecute)]
  }

  /// What the child does once those inside may see it, and the command.
  var arriving: [EntryStep] {
    var steps = bringsTools ? [] : forking
    if options.commandStreams.isInteractive { steps.append(.takeTerminal) }
    if installsLate { steps += filters }
    return steps + [
      .execute(
        paths: facts.program.paths, arguments: facts.program.arguments,
        environment: facts.environment)
    ]
  }

  /// The fork from which on a process of a joined pid namespace sees the child.
  private var forking: [EntryStep] {
    let delayed = joined.map(\.namespace.kind).filter(\.holdsForChildren)
    return delayed.isEmpty ? [] : [.fork(delayed)]
  }

  /// The capabilities that the command may have at most; nil where nobody bounds them.
  private var bounds: UInt64? { facts.inheritedContext?.boundingSet }

  private var filters: [EntryStep] {
    guard let filters = facts.inheritedContext?.filtersToInstall else { return [] }
    return [.installFilters(filters)]
  }

  /// Whether the filters come last, so that they judge nothing but the command: without
  /// `no_new_privs` it takes CAP_SYS_ADMIN to install them, which is given up before (seccomp(2)).
  private var installsLate: Bool {
    guard let context = facts.inheritedContext else { return false }
    return context.forbidsNewPrivileges || context.caller.credentials.forbidsNewPrivileges
  }

  /// Who takes over the target's rights inherits none of the caller's.
  private func lowering(_ keep: UInt64) -> EntryStep {
    .lowerCapabilities(keep, inheritsNone: facts.inheritedContext?.takesRights == true)
  }

  /// What the steps don't tell.
  var notes: [Text] {
    var notes: [Text] = []
    if route.joins(.pid), !route.joins(.mnt), !facts.changesRoot, !bringsTools {
      notes.append(
        Text("/proc is not the target's: ps and $$ disagree."))
    }
    if facts.identity == nil, facts.outerIdentity == nil {
      notes.append(
        options.identity == .target
          ? Text(
            """
            The target has no id in its own user namespace: you keep yours, as nsenter \
            --preserve-credentials does.
            """)
          : Text("You stay the user that you are."))
    }
    if let member = route.joins.last.flatMap({ route.members[$0.namespace.kind] }) {
      notes.append(
        Text(
          """
          Only the namespace itself is joined; --all joins all of those that its first process, \
          \(member.pid), is in.
          """))
    }
    if let exposure { notes.append(exposure) }
    return notes
  }

  /// What a process of the target's could do to the child, which nothing here prevents.
  ///
  /// Who is in a user namespace of its own can trace nobody who came from outside before the command
  /// is executed, and who is in a pid namespace of its own sees the child only when it has no more
  /// rights than the command.
  private var exposure: Text? {
    let isSeen = route.joins(.pid) ? bringsTools : route.shared.contains(.pid)
    let bounds = facts.inheritedContext?.target.credentials.boundingSet ?? 0
    let mayTrace = bounds & EntryStep.tracing != 0
    // A program of the host's that is executed in the user namespace belongs to those who live there.
    guard isSeen, mayTrace, bringsTools || !route.joins(.user) else { return nil }
    return Text(
      """
      Processes of the target may trace others (CAP_SYS_PTRACE) and see yours: they can take over \
      what goes in, with the rights that it has then.
      """)
  }

  private var cgroups: [RawPath] { facts.inheritedContext?.cgroupFiles ?? [] }

  private var bringsTools: Bool { options.tools == .host && route.joins(.mnt) }

  /// What is joined by setns(2), in the order in which it is.
  private var joined: [EntryRoute.Join] {
    let joins = route.joins.filter { !(bringsTools && $0.namespace.kind == .mnt) }
    guard isPrivileged, !isOneCall(joins) else { return joins }
    // The privileges are the caller's own: joining the user namespace would drop them.
    return joins.filter { $0.namespace.kind != .user } + joins.filter { $0.namespace.kind == .user }
  }

  private var isOneCall: Bool { isOneCall(joined) }

  private func isOneCall(_ joins: [EntryRoute.Join]) -> Bool {
    guard joinsTogether, let process = route.process, !joins.isEmpty else { return false }
    return joins.allSatisfy { $0.namespacePath == .process(pid: process.pid) }
  }

  private func terminal(inside: Bool) -> EntryStep {
    .openTerminal(inside: inside, owner: (facts.identity ?? facts.outerIdentity)?.uid)
  }
}

/// The first two numbers of a kernel's release, such as 6 and 18.
private struct KernelRelease: Comparable {
  var major = 0
  var minor = 0

  init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  init(_ text: String) {
    let numbers = text.split(whereSeparator: { $0 == "." || $0 == "-" }).map { Int($0) ?? 0 }
    if numbers.count >= 2 { (major, minor) = (numbers[0], numbers[1]) }
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}
