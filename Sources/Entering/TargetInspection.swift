internal import Accounts
internal import BPFIterators
internal import NamespacePaths
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// What a plan needs to know of a target beyond the snapshot, looked up when the plan is made.
struct TargetInspection: Sendable, Hashable {
  /// Who the command runs as; nil for as the caller is.
  var identity: EntryIdentity?

  /// Who the command runs as outside, where the user namespace that is joined has no id for it; nil
  /// for as the caller is.
  var outerIdentity: EntryIdentity?

  /// Whether the supplementary groups stay the caller's, because the target's user namespace
  /// forbids setgroups(2).
  var deniesGroups = false

  /// What is taken over of the target beside its namespaces; nil without a target.
  var inheritedContext: InheritedContext?

  /// Whether the command comes out of the target's own files, and not out of the caller's.
  var runsOwnProgram = false

  /// What is executed.
  var program = TargetProgram(paths: [], arguments: [])

  /// The working directory; nil when it stays.
  var directory: String?

  /// The environment.
  var environment: [EnvironmentVariable] = []

  /// Whether the target's root directory is made the root.
  var changesRoot = false

  /// Whether the target can make its own pseudo-terminals.
  var hasTerminals = false
}

extension TargetInspection {
  /// Looks at the target that `route` leads to.
  init(_ route: EntryRoute, options: EntryOptions, caller: Observer) throws(PreflightError) {
    let target = try route.process.map { process throws(PreflightError) in
      try TargetProcess(process.id, thread: route.thread)
    }
    let changesRoot = try Self.changesRoot(route, options: options, target: target)
    self.changesRoot = changesRoot
    runsOwnProgram = options.tools == .target && (changesRoot || route.joins(.mnt))
    let probe = try Self.probe(route, target, options: options, changesRoot: changesRoot)
    hasTerminals = probe.hasTerminals
    let accounts = UserDatabase(
      passwd: probe.text(of: "/etc/passwd"), group: probe.text(of: "/etc/group"))
    if probe.isSilent { throw .silent }
    let needsTarget =
      options.identity == .target || options.joinsCgroup || options.environment == .target
    if needsTarget, case .namespace(let id) = route.target, target == nil { throw .noProcess(id) }
    let maps = route.joins(.user) ? try Self.idMaps(route, target) : nil
    let member = route.members[.user].flatMap { try? TargetProcess($0) }
    identity = try EntryIdentity(
      options.identity, accounts: accounts, maps: maps,
      credentials: (target ?? member)?.credentials, hasTarget: target != nil,
      callerIsRoot: caller.uid == 0)
    if maps != nil, identity == nil, caller.uid == 0 {
      let maker = route.joins.first { $0.namespace.kind == .user }?.namespace.ownerUID
      outerIdentity = EntryIdentity(outside: (target ?? member)?.credentials, maker: maker)
    }
    deniesGroups =
      maps != nil && (target ?? member)?.text("setgroups")?.hasPrefix("deny") == true
    inheritedContext = Self.inheritedContext(
      route, target, options, caller, identity ?? outerIdentity,
      deniesGroups: deniesGroups && outerIdentity == nil,
      isOwnProgram: runsOwnProgram)
    try Self.checkFreezing(inheritedContext)
    let inherited = try Self.inherited(
      options, target, isTrusted: trustsEnvironment(route, caller))
    do throws(PreflightError) {
      program = try Self.program(options, inherited, shell: identity?.shell, probe: probe)
    } catch {
      throw probe.isSilent ? .silent : error
    }
    let start = options.identity == .target ? target?.directory : identity?.home
    directory = try Self.directory(route, options, start: start, changesRoot, probe)
    environment = Self.environment(
      options, inherited, identity: identity ?? outerIdentity, program: program)
  }

  /// Whether the target's root has to be made the root: joining a mount namespace gives its root,
  /// which a process may have left by chroot(2) or pivot_root(2).
  private static func changesRoot(
    _ route: EntryRoute, options: EntryOptions, target: TargetProcess?
  ) throws(PreflightError) -> Bool {
    guard let target, options.kinds.contains(.mnt), options.tools == .target else { return false }
    if route.joins(.mnt) { return true }
    let path = "\(target.path)/root"
    do throws(Errno) {
      // The target may have its root on files of its own that never answer.
      return try Descriptor.fileIdentity(of: "/") != Descriptor.fileIdentity(of: path)
    } catch {
      throw .unreadable(path, error, Denial(of: "statx", error))
    }
  }

  /// The ids of the user namespace that is joined, as those who live there know them; where nobody
  /// does, somebody goes in to look.
  private static func idMaps(
    _ route: EntryRoute, _ target: TargetProcess?
  ) throws(PreflightError) -> IDMaps? {
    if let maps = target?.idMaps { return maps }
    if let member = route.members[.user], let maps = try TargetProcess(member).idMaps {
      return maps
    }
    guard let user = route.joins.first(where: { $0.namespace.kind == .user }) else { return nil }
    do throws(Errno) {
      let placeholder = try PlaceholderProcess(in: user.open())
      return TargetProcess(placeholder: placeholder.pid).idMaps
    } catch {
      throw .unreadable(user.namespace.id.description, error, Denial(of: "setns", error))
    }
  }

  /// What becomes of that which confines the target; nil where there is nobody to be like.
  private static func inheritedContext(
    _ route: EntryRoute, _ target: TargetProcess?, _ options: EntryOptions, _ caller: Observer,
    _ identity: EntryIdentity?, deniesGroups: Bool, isOwnProgram: Bool
  ) -> InheritedContext? {
    let member = isOwnProgram ? route.members[.mnt].flatMap { try? TargetProcess($0) } : nil
    guard let own = TargetProcess.caller.securityContext else { return nil }
    let securityContext =
      (target ?? member)?.securityContext ?? (isOwnProgram ? .usualContainer : nil)
    guard let securityContext else { return nil }
    var inheritedContext = InheritedContext(
      isWanted: options.identity == .target, target: securityContext, caller: own)
    inheritedContext.isBound = isOwnProgram && !options.isPrivileged
    inheritedContext.isOwnProgram = isOwnProgram
    inheritedContext.joinsUserNamespace = route.joins(.user)
    inheritedContext.mayLowerScore = caller.has(.sysResource)
    if inheritedContext.takesRights, securityContext.credentials.hasFilter {
      inheritedContext.filters = (target ?? member)?.filters
    }
    if let identity {
      inheritedContext.groups =
        deniesGroups
        ? .denied
        : .set(
          identity.groups, lost: securityContext.credentials.groups.count - identity.groups.count)
    }
    inheritedContext.cgroups = (target?.cgroupFiles ?? []).map { file in
      do throws(Errno) {
        _ = try Descriptor.open(file.cString, Descriptor.writing)
        return InheritedContext.Cgroup(file: file)
      } catch {
        return InheritedContext.Cgroup(file: file, refusal: error)
      }
    }
    inheritedContext.joinsCgroups = options.joinsCgroup
    return inheritedContext
  }

  /// Makes sure that no cgroup which the command goes into is frozen.
  private static func checkFreezing(_ inheritedContext: InheritedContext?) throws(PreflightError) {
    for file in inheritedContext?.cgroupFiles ?? [] {
      let cgroup = RawPath(bytes: file.bytes.dropLast("/cgroup.procs".utf8.count))
      if TargetProcess.isFrozen(cgroup: cgroup) { throw .frozen(cgroup: cgroup) }
    }
  }

  private static func probe(
    _ route: EntryRoute, _ target: TargetProcess?, options: EntryOptions, changesRoot: Bool
  ) throws(PreflightError) -> TargetRootProbe {
    do throws(Errno) {
      if options.tools == .target, !changesRoot,
        let mounts = route.joins.first(where: { $0.namespace.kind == .mnt })
      {
        let user = try route.joins.first { $0.namespace.kind == .user }?.open()
        return try TargetRootProbe(root: mounts.open().rootDirectory(joining: user))
      }
      let path = changesRoot ? "\(target?.path ?? "")/root" : "/"
      return try TargetRootProbe(root: Descriptor.open(path, Descriptor.directoryPath))
    } catch {
      throw .unreadable("the target's root directory", error, Denial(of: "openat", error))
    }
  }

  /// The variables of the target's that the command gets; nil when it gets none.
  private static func inherited(
    _ options: EntryOptions, _ target: TargetProcess?, isTrusted: Bool
  ) throws(PreflightError) -> [EnvironmentVariable]? {
    switch options.environment {
    case .target:
      if !isTrusted { throw .foreignEnvironment }
      return target?.environment
    case .clean where options.identity == .target && isTrusted: return target?.environment
    case .clean, .empty: return nil
    }
  }

  /// Whether the target's variables give it nothing: some, such as LD_PRELOAD, have whatever program
  /// gets them execute what the target likes.
  ///
  /// So they are for its own programs, for a command that is as the target among the files that it
  /// has anyway, and for whoever the caller could be as well.
  private func trustsEnvironment(_ route: EntryRoute, _ caller: Observer) -> Bool {
    if runsOwnProgram { return true }
    guard let context = inheritedContext else { return false }
    if context.isWanted, route.shared.contains(.mnt), !changesRoot { return true }
    return route.shared.contains(.user) && context.surplus == 0
      && context.target.credentials.uid == caller.uid
  }

  private static func program(
    _ options: EntryOptions, _ inherited: [EnvironmentVariable]?, shell: String?,
    probe: borrowing TargetRootProbe
  ) throws(PreflightError) -> TargetProgram {
    if !options.command.isEmpty {
      let variables = (inherited ?? []) + options.variables
      let path = variables.last { $0.name == "PATH" }?.value
      // What is relative means something only in the directory that is not entered yet.
      let directories = path?.split(separator: ":").filter { $0.hasPrefix("/") }.map(String.init)
      return try TargetProgram.command(
        options.command, along: directories ?? TargetProgram.searchPath, in: probe)
    }
    guard let shell = TargetProgram.shell(preferred: shell, in: probe) else { throw .noShell }
    return shell
  }

  private static func directory(
    _ route: EntryRoute, _ options: EntryOptions, start: String?, _ changesRoot: Bool,
    _ probe: borrowing TargetRootProbe
  ) throws(PreflightError) -> String? {
    if options.tools == .host { return options.directory ?? EntryStep.targetMountPoint }
    if let directory = options.directory {
      guard probe.isDirectory(directory) else { throw .noDirectory(directory) }
      return directory
    }
    // Nobody leaves the caller's files: the working directory means the same inside.
    if !changesRoot, !route.joins(.mnt) { return nil }
    if let start, start.hasPrefix("/"), probe.isDirectory(start) { return start }
    return "/"
  }

  private static func environment(
    _ options: EntryOptions, _ inherited: [EnvironmentVariable]?, identity: EntryIdentity?,
    program: TargetProgram
  ) -> [EnvironmentVariable] {
    var variables = inherited ?? []
    // Somebody else than the caller is at home elsewhere, be it nowhere.
    let home = identity.map { $0.home ?? "/" } ?? Host.variable("HOME") ?? "/"
    let user = identity.map { $0.name ?? "\($0.uid)" } ?? HostUsers.ownName
    if inherited == nil, options.environment == .clean {
      let shell = options.command.isEmpty ? program.paths[0] : identity?.shell ?? "/bin/sh"
      variables = EnvironmentVariable.clean(
        home: home, shell: shell, user: user ?? "\(Host.userID)")
    }
    var changes = options.variables
    if inherited != nil, case .user = options.identity {
      changes.insert(EnvironmentVariable("HOME", home), at: 0)
      changes.insert(EnvironmentVariable("USER", user ?? ""), at: 1)
    }
    for variable in changes {
      variables.removeAll { $0.name == variable.name }
      variables.append(variable)
    }
    return variables
  }
}

extension EntryRoute.Join {
  /// Opens the namespace's file.
  func open() throws(Errno) -> NamespaceHandle { try namespacePath.open(namespace.id) }
}
