internal import Entering
internal import Localization
package import Namespaces
internal import SystemCalls

/// Real namespaces in which a lesson happens, with a shell in them.
///
/// The lab is the PID namespace of its first process, which also has its own mounts, host name,
/// network and IPC, and for an ordinary user a user namespace. A `NewNamespacesPlan` makes it, and
/// what the learner's commands make lies inside it. So nothing outlives it: not a process, not a
/// namespace, not a pin, not a file. It ends with this process, however that goes, because a
/// `CleanupProcess` kills its first process then; and where the cleanup process is killed, this
/// process does the cleanup process's work.
package struct Lab: ~Copyable {
  /// The outermost process of the lab.
  package let pid: Int32

  private let first: ProcessHandle
  private let shell: ProgramPipe
  private let watcher: CleanupProcess
  private let group: LabCgroup?
  private let snapshot: () -> Snapshot?

  /// What a command printed and how it ended.
  package struct Answer: Sendable, Hashable {
    /// What it wrote to its output and its error output.
    package var output: String

    /// Its exit status; 0 says that it succeeded.
    package var status: Int
  }

  /// Builds a lab.
  ///
  /// - Parameters:
  ///   - observer: who builds it: where it lacks CAP_SYS_ADMIN, the lab begins with a user
  ///     namespace.
  ///   - controlGroup: whether a control group shall be made for it, seen inside at `/run/cgroup`.
  ///   - snapshot: how to look at the system.
  /// - Returns: the lab, with a shell that waits for commands.
  /// - Throws: why there can be none.
  package static func build(
    for observer: Observer, controlGroup: Bool, snapshot: @escaping () -> Snapshot?
  ) throws(LabError) -> Lab {
    let missing = programs.filter { !InstalledProgram.exists($0) }
    guard missing.isEmpty else { throw .programsMissing(missing) }
    let group = controlGroup ? LabCgroup() : nil
    let lab = try begin(for: observer, group: group, snapshot: snapshot)
    do throws(LabError) {
      _ = try lab.run("true")
    } catch {
      guard case .ended(let lastWords) = error else { throw error }
      throw .refused(Text(verbatim: lastWords))
    }
    return lab
  }

  private init(
    first: consuming ProcessHandle, shell: consuming ProgramPipe, watcher: consuming CleanupProcess,
    group: LabCgroup?,
    snapshot: @escaping () -> Snapshot?
  ) {
    pid = first.pid
    self.first = first
    self.shell = shell
    self.watcher = watcher
    self.group = group
    self.snapshot = snapshot
  }

  /// The cleanup process comes first, so that there is no moment in which nobody would clear up.
  private static func begin(
    for observer: Observer, group: LabCgroup?, snapshot: @escaping () -> Snapshot?
  ) throws(LabError) -> Lab {
    let plan = try plan(for: observer, group: group)
    let watcher: CleanupProcess
    do {
      watcher = try CleanupProcess(removing: group?.path)
    } catch {
      throw .refused(error)
    }
    do {
      try group?.make()
      var pid: Int32 = -1
      let shell = try ProgramPipe { partner in
        pid = try plan.start(
          from: EntryCaller(input: partner.input.rawValue, output: partner.output.rawValue))
      }
      try watcher.watch(pid)
      return Lab(
        first: try ProcessHandle(pid: pid), shell: shell, watcher: watcher, group: group,
        snapshot: snapshot)
    } catch {
      watcher.end()
      throw .refused(error)
    }
  }

  private static func plan(
    for observer: Observer, group: LabCgroup?
  ) throws(LabError) -> NewNamespacesPlan {
    var kinds: Set<NamespaceKind> = [.mnt, .uts, .ipc, .net, .pid]
    if !observer.has(.sysAdmin) { kinds.insert(.user) }
    var options = NewNamespacesOptions(kinds: kinds)
    options.streams = .pipes
    options.command = ["sh", "-c", LabScript.first, "heya-lab", group?.path ?? ""]
    do {
      return try NewNamespacesPlan(options, for: observer)
    } catch {
      throw .refused(error.words)
    }
  }

  /// The programs without which there is no lab.
  private static let programs = ["sh", "unshare", "nsenter", "mount", "hostname", "ps"]

  /// Has the innermost shell run a line, and gives what it printed.
  ///
  /// A line such as `unshare --uts sh` leaves the learner in a new shell, to which the next line
  /// goes, and `exit` leads out again, as at a terminal.
  package borrowing func run(_ line: String) throws(LabError) -> Answer {
    do {
      try shell.send(line)
      try waitUntilRead(line)
      // Whichever shell has the word after the line says how it ended.
      try shell.send("printf '\\n\\036%s\\036\\n' $?")
      return try answer(to: line)
    } catch let failure as LabError {
      throw failure
    } catch {
      throw .ended("\(error)")
    }
  }

  /// Whether a namespace of this kind can be made in the lab.
  package borrowing func canMake(_ kind: NamespaceKind) throws(LabError) -> Bool {
    let option = kind == .mnt ? "mount" : kind.name
    return try run("unshare --\(option) true").status == 0
  }

  /// Waits until the shell has taken the line: what is sent afterwards is read by whoever has the
  /// word then, the shell itself or one that the line started.
  private borrowing func waitUntilRead(_ line: String) throws {
    var timeout = Self.timeout
    while try !shell.hasReadAll() {
      if timeout == 0 { throw LabError.timedOut(line) }
      timeout -= 1
      if try shell.hasEnded(within: 1) { throw LabError.ended(try lastWords()) }
    }
  }

  private borrowing func answer(to line: String) throws -> Answer {
    var bytes: [UInt8] = []
    let mark: UInt8 = 0x1E
    var timeout = Self.timeout
    while bytes.count(where: { $0 == mark }) < 2 {
      guard let more = try shell.readOutput(milliseconds: 1000) else {
        if timeout < 1000 { throw LabError.timedOut(line) }
        timeout -= 1000
        continue
      }
      if more.isEmpty { throw LabError.ended(String(decoding: bytes, as: UTF8.self)) }
      bytes += more
    }
    let parts = bytes.split(separator: mark, omittingEmptySubsequences: false)
    let text = String(decoding: parts[0], as: UTF8.self)
    return Answer(
      output: Self.visible(text), status: Int(String(decoding: parts[1], as: UTF8.self)) ?? -1)
  }

  private borrowing func lastWords() throws -> String {
    Self.visible(String(decoding: try shell.readOutput(milliseconds: 0) ?? [], as: UTF8.self))
  }

  /// How long a command may take, in milliseconds.
  private static let timeout = 40_000

  /// The text without the empty lines at its ends, and with nothing that a terminal would obey.
  private static func visible(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isHarmless = scalar == "\n" || scalar.properties.generalCategory != .control
      scalars.append(scalar == "\t" ? " " : isHarmless ? scalar : "?")
    }
    let lines = String(scalars).split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines.firstIndex { !$0.isEmpty } ?? lines.endIndex
    let end = lines.lastIndex { !$0.isEmpty } ?? start
    return start == lines.endIndex ? "" : lines[start...end].joined(separator: "\n")
  }

  /// Where the learner is now: the innermost shell, and the system around it.
  package borrowing func place() throws(LabError) -> LabState {
    guard let snapshot = snapshot(), let place = LabState(snapshot: snapshot, lab: pid)
    else { throw .ended("no shell of the lab in /proc") }
    return place
  }

  /// A descriptor that has something to read once the lab has ended.
  package var endDescriptor: Int32 { first.descriptor.rawValue }

  /// Takes the lab down, and waits until all of it is gone.
  package consuming func end() {
    let (pid, group) = (pid, group)
    _ = try? ExitStatus(killing: pid)
    watcher.end()
    group?.remove()
  }
}
