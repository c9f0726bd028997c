internal import Accounts
public import Localization
internal import NamespacePaths
public import Namespaces
internal import SystemCalls

/// How new namespaces are made around a shell or a command, step by step.
///
/// As with an ``EntryPlan``, a plan that cannot work does not come to be.
public struct NewNamespacesPlan: Sendable, Hashable {
  /// What was chosen.
  public let options: NewNamespacesOptions

  /// The steps in the order in which they are done.
  public let steps: [EntryStep]

  /// What one should know beforehand, each a sentence.
  public let notes: [Text]

  /// Plans new namespaces; `observer` is the one who makes them.
  ///
  /// - Throws: an ``PreflightError`` with the reason why it cannot work.
  public init(_ options: NewNamespacesOptions, for observer: Observer) throws(PreflightError) {
    self.options = options
    let kinds = options.allKinds
    if !observer.has(.sysAdmin) {
      let home = NamespaceID(kind: .user, inode: observer.links[.user], device: 0)
      let denial = Denial(.capability(.sysAdmin, in: home), under: .own)
      if !kinds.contains(.user) { throw .needsUserNamespace(denial) }
      if options.pin != nil { throw .cannotPin(denial) }
    }
    if kinds.isEmpty { throw .nothingToMake }
    // Maps are written for a process by its number in /proc.
    let needsNumbers = observer.view == .outer && options.userMap != nil
    if observer.view == .foreign || needsNumbers { throw .foreignProc }
    let probe = try Self.host()
    let user = UserDatabase(passwd: probe.text(of: "/etc/passwd")).user(uid: observer.uid)
    let program = try Self.program(options, shell: user?.shell, in: probe)
    steps = Self.steps(
      options, terminals: probe.hasTerminals, program: program,
      environment: Self.environment(options, user: user, program: program))
    notes = Self.notes(options)
  }

  /// Makes the namespaces, relays the terminal, and waits until the command has ended or was left.
  ///
  /// - Parameters:
  ///   - caller: what the caller lends to it.
  ///   - willPerform: called before each step that calls something; the child waits meanwhile.
  /// - Returns: how it ended and what was called.
  /// - Throws: an ``ExecutionError`` with the step that the kernel refused.
  package func perform(
    from caller: EntryCaller = EntryCaller(), willPerform: ((EntryStep) -> Void)? = nil
  ) throws(ExecutionError) -> EntryOutcome {
    try StepExecutor(steps, from: caller, willPerform: willPerform).perform()
  }

  /// Makes the namespaces and leaves their command to itself, as a child of this process, which has
  /// to wait for it; the streams must not be terminals (``StandardStreams/pipes``).
  ///
  /// - Parameter caller: where the command reads and writes.
  /// - Returns: the process id of the command.
  /// - Throws: an ``ExecutionError`` with the step that the kernel refused.
  package func start(from caller: EntryCaller) throws(ExecutionError) -> Int32 {
    try StepExecutor(steps, from: caller, isRelayed: false, willPerform: nil).start()
  }

  private static func host() throws(PreflightError) -> TargetRootProbe {
    do throws(Errno) {
      return try TargetRootProbe(root: Descriptor.open("/", Descriptor.directoryPath))
    } catch {
      throw .unreadable("/", error, nil)
    }
  }

  private static func program(
    _ options: NewNamespacesOptions, shell: String?, in probe: borrowing TargetRootProbe
  ) throws(PreflightError) -> TargetProgram {
    if !options.command.isEmpty {
      return try TargetProgram.command(options.command, along: TargetProgram.searchPath, in: probe)
    }
    guard let shell = TargetProgram.shell(preferred: shell, in: probe) else { throw .noShell }
    return shell
  }

  private static func environment(
    _ options: NewNamespacesOptions, user: UserDatabase.User?, program: TargetProgram
  ) -> [EnvironmentVariable] {
    let isRoot = options.allKinds.contains(.user)
    let shell = options.command.isEmpty ? program.paths[0] : user?.shell ?? "/bin/sh"
    return EnvironmentVariable.clean(
      home: user?.home ?? "/", shell: shell,
      user: isRoot ? "root" : user?.name ?? "\(Host.userID)")
  }

  private static func steps(
    _ options: NewNamespacesOptions, terminals: Bool, program: TargetProgram,
    environment: [EnvironmentVariable]
  ) -> [EntryStep] {
    let kinds = options.allKinds.sorted()
    var steps: [EntryStep] = [.make(kinds)]
    if let map = options.userMap { steps.append(.writeMaps(map)) }
    if kinds.contains(.mnt) { steps.append(.isolateMounts) }
    let delayed = kinds.filter(\.holdsForChildren)
    if !delayed.isEmpty { steps.append(.fork(delayed)) }
    for kind in kinds {
      if let path = options.pinPath(of: kind) { steps.append(.pin(kind, path: path)) }
    }
    if kinds.contains(.pid), kinds.contains(.mnt) { steps.append(.mountProcesses) }
    if options.commandStreams.isInteractive {
      steps += [.openTerminal(inside: terminals, owner: nil), .takeTerminal]
    } else {
      steps.append(.leaveTerminal(piped: options.commandStreams.terminals))
    }
    if options.userMap != nil { steps.append(.become(uid: 0, gid: 0, name: "root")) }
    return steps + [
      .closeDescriptors,
      .execute(paths: program.paths, arguments: program.arguments, environment: environment),
    ]
  }

  private static func notes(_ options: NewNamespacesOptions) -> [Text] {
    let kinds = options.allKinds
    var notes: [Text] = []
    if kinds.contains(.pid), !kinds.contains(.mnt) {
      notes.append(
        Text("/proc stays the host's, because the mount namespace does: add mnt."))
    }
    if kinds.contains(.pid), options.pin != nil {
      notes.append(
        Text("A pid namespace ends with its first process; its pin keeps an empty namespace."))
    }
    if kinds.contains(.net) {
      notes.append(
        Text("The new net namespace has a loopback device that is down, and nothing else."))
    }
    return notes
  }
}
