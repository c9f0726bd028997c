internal import Accounts
internal import Doors
internal import Kernel
internal import Namespaces
internal import Procfs

/// What a plan needs to know of a room beyond the snapshot, looked up when the plan is made.
struct RoomFacts: Sendable, Hashable {
  /// Who the command runs as; nil for as the caller is.
  var identity: EntryIdentity?

  /// Whether the supplementary groups stay the caller's, because the room's user namespace forbids
  /// setgroups(2).
  var deniesGroups = false

  /// What is taken over of the target beside its namespaces; nil without a target.
  var likeness: Likeness?

  /// What is executed.
  var program = Program(paths: [], arguments: [])

  /// The working directory; nil when it stays.
  var directory: String?

  /// The environment.
  var environment: [EnvironmentVariable] = []

  /// Whether the target's root directory is made the root.
  var changesRoot = false

  /// Whether the room can make its own pseudo-terminals.
  var hasTerminals = false
}

extension RoomFacts {
  /// Looks at the room that `route` leads to.
  init(_ route: EntryRoute, options: EntryOptions, caller: Observer) throws(EntryRefusal) {
    let target = try route.process.map(TargetProcess.init)
    let changesRoot = try Self.changesRoot(route, options: options, target: target)
    self.changesRoot = changesRoot
    let room = try Self.room(route, options: options, changesRoot: changesRoot)
    hasTerminals = room.hasTerminals
    let accounts = UserDatabase(
      passwd: room.text(of: "/etc/passwd"), group: room.text(of: "/etc/group"))
    if room.isSilent { throw .silent }
    let joinsUser = route.joins(.user)
    identity = try EntryIdentity(
      options.identity, accounts: accounts,
      userMap: joinsUser ? target?.text("uid_map").map(IDMap.init) : nil,
      groupMap: joinsUser ? target?.text("gid_map").map(IDMap.init) : nil,
      credentials: target?.credentials, callerIsRoot: caller.uid == 0,
      joinsUserNamespace: joinsUser)
    deniesGroups = joinsUser && target?.text("setgroups")?.hasPrefix("deny") == true
    if options.joinsCgroup, target == nil { throw .noProcess }
    likeness = target.flatMap { target in
      Self.likeness(
        to: target, options, caller, identity, deniesGroups: deniesGroups,
        joinsUserNamespace: joinsUser)
    }
    do throws(EntryRefusal) {
      program = try Self.program(options, shell: identity?.shell, room: room)
    } catch {
      throw room.isSilent ? .silent : error
    }
    let start = options.identity == .target ? target?.directory : identity?.home
    directory = try Self.directory(route, options, start: start, changesRoot, room)
    environment = try Self.environment(options, identity: identity, program: program, target)
  }

  /// Whether the target's root has to be made the root: joining a mount namespace gives its root,
  /// which a process may have left by chroot(2) or pivot_root(2).
  private static func changesRoot(
    _ route: EntryRoute, options: EntryOptions, target: TargetProcess?
  ) throws(EntryRefusal) -> Bool {
    guard let target, options.kinds.contains(.mnt), options.tools == .room else { return false }
    if route.joins(.mnt) { return true }
    let path = "\(target.path)/\(route.root)"
    do throws(Errno) {
      // The target may have its root on files of its own that never answer.
      return try Descriptor.fileIdentity(of: "/") != Descriptor.fileIdentity(of: path)
    } catch {
      throw .unreadable(path, error)
    }
  }

  private static func likeness(
    to target: TargetProcess, _ options: EntryOptions, _ caller: Observer,
    _ identity: EntryIdentity?, deniesGroups: Bool, joinsUserNamespace: Bool
  ) -> Likeness? {
    guard let standing = target.standing, let own = TargetProcess.caller.standing else {
      return nil
    }
    var likeness = Likeness(isWanted: options.identity == .target, target: standing, caller: own)
    likeness.joinsUserNamespace = joinsUserNamespace
    likeness.mayLowerScore = caller.has(.sysResource)
    if let identity {
      likeness.groups =
        deniesGroups
        ? .denied
        : .set(identity.groups, lost: standing.credentials.groups.count - identity.groups.count)
    }
    likeness.cgroups = target.cgroupFiles.map { file in
      do throws(Errno) {
        _ = try Descriptor.open(file, Descriptor.writing)
        return Likeness.Cgroup(file: file)
      } catch {
        return Likeness.Cgroup(file: file, refusal: error)
      }
    }
    likeness.joinsCgroups = options.joinsCgroup
    return likeness
  }

  private static func room(
    _ route: EntryRoute, options: EntryOptions, changesRoot: Bool
  ) throws(EntryRefusal) -> RoomProbe {
    do throws(Errno) {
      if options.tools == .room, !changesRoot,
        let mounts = route.joins.first(where: { $0.namespace.kind == .mnt })
      {
        let user = try route.joins.first { $0.namespace.kind == .user }?.open()
        return try RoomProbe(root: mounts.open().rootDirectory(joining: user))
      }
      let path = changesRoot ? "/proc/\(route.process?.pid ?? 0)/\(route.root)" : "/"
      return try RoomProbe(root: Descriptor.open(path, Descriptor.directoryPath))
    } catch {
      throw .unreadable("the room's root directory", error)
    }
  }

  private static func program(
    _ options: EntryOptions, shell: String?, room: borrowing RoomProbe
  ) throws(EntryRefusal) -> Program {
    if let name = options.command.first {
      guard let command = Program.command(options.command, in: room) else { throw .noCommand(name) }
      return command
    }
    guard let shell = Program.shell(preferred: shell, in: room) else { throw .noShell }
    return shell
  }

  private static func directory(
    _ route: EntryRoute, _ options: EntryOptions, start: String?, _ changesRoot: Bool,
    _ room: borrowing RoomProbe
  ) throws(EntryRefusal) -> String? {
    if options.tools == .host { return options.directory ?? EntryStep.roomDirectory }
    if let directory = options.directory {
      guard room.isDirectory(directory) else { throw .noDirectory(directory) }
      return directory
    }
    // Nobody leaves the caller's files: the working directory means the same inside.
    if !changesRoot, !route.joins(.mnt) { return nil }
    if let start, start.hasPrefix("/"), room.isDirectory(start) { return start }
    return "/"
  }

  private static func environment(
    _ options: EntryOptions, identity: EntryIdentity?, program: Program, _ target: TargetProcess?
  ) throws(EntryRefusal) -> [EnvironmentVariable] {
    var variables: [EnvironmentVariable] = []
    switch options.environment {
    case .clean where options.identity != .target:
      let shell = options.command.isEmpty ? program.paths[0] : identity?.shell ?? "/bin/sh"
      let user = identity?.name ?? identity.map { "\($0.uid)" } ?? HostUsers.ownName
      variables = EnvironmentVariable.clean(
        home: identity?.home ?? Host.variable("HOME") ?? "/", shell: shell,
        user: user ?? "\(Host.userID)")
    case .empty:
      break
    case .clean, .target:
      guard let target else { throw .noProcess }
      variables = target.environment
    }
    for variable in options.variables {
      variables.removeAll { $0.name == variable.name }
      variables.append(variable)
    }
    return variables
  }
}

extension EntryRoute.Join {
  /// Opens the namespace's file.
  func open() throws(Errno) -> NamespaceHandle { try door.open(namespace.id) }
}
