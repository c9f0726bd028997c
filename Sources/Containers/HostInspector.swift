internal import Accounts
internal import Escaping
internal import JSONCoding
internal import Limits
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// What can be found out about the processes of one snapshot, each thing asked for at most once.
///
/// Recognisers ask; what the kernel says is cheap and comes first, files of the runtimes come last.
final class HostInspector {
  /// The snapshot in question.
  let snapshot: Snapshot

  /// The namespaces of the host.
  let host: NamespaceLinks

  /// What is looked for; nil where everything is to be known.
  let search: ContainerSearch?

  /// What was asked for and not read, because the user who leads there has used up a share.
  private var cuts = Cuts()

  private var fileNotes: [Unseen] = []
  private var budgets: [UserShare: Budget] = [:]

  /// Who pays for what is read now, and since when.
  private var payer: (uid: UInt32, since: Double) = (0, Host.monotonic)

  private let files: HostFiles
  private let sockets: EngineSockets
  private var answers: [String: JSONValue] = [:]
  private var argumentsOfPID: [Int32: [String]] = [:]
  private var cgroupsOfPID: [Int32: [String]] = [:]
  private var namesOfPath: [String: [String]] = [:]
  private var jsonOfPath: [String: JSONValue] = [:]
  private var keptNodes = 0
  private var keptDatabases = 0
  private var databaseOfPath: [String: BoltDatabase?] = [:]
  private var sqliteOfPath: [String: SQLiteDatabase?] = [:]
  private lazy var pidsOfName = Dictionary(
    grouping: snapshot.processes.indices, by: { snapshot.processes[$0].name })
  private lazy var users = UserDatabase(passwd: accounts())

  /// Gathers evidence for `snapshot` from `files` and, last of all, from `sockets`.
  init(
    snapshot: Snapshot, host: NamespaceLinks, files: HostFiles, sockets: EngineSockets,
    search: ContainerSearch? = nil
  ) {
    self.search = search
    self.snapshot = snapshot
    self.host = host
    self.files = files
    self.sockets = sockets
  }
}

// What it may cost.
extension HostInspector {
  /// Has one user pay for what is asked until the next call: who made the process that is judged,
  /// or the monitor above it, which says where files are.
  func ask(for process: ProcessRecord) {
    let now = Host.monotonic
    budgets[UserShare(of: payer.uid)]?.seconds -= now - payer.since
    payer = (payer(for: process), now)
  }

  /// The user who pays now.
  var payerID: UInt32 { payer.uid }

  /// Who leads to the files of a container: whoever runs its monitor, and else the user of its
  /// first process, whom a service of root's may have started.
  private func payer(for process: ProcessRecord) -> UInt32 {
    guard let parent = snapshot.process(pid: process.parent), parent.pid != 1,
      parent.uid != 0 || parent.isMonitor
    else { return process.uid }
    return parent.uid
  }

  /// What `body` gives, which takes from the budget of the user who pays; nil, and counted, when
  /// that is spent before or by it.
  func spend<Value>(_ body: (inout Budget) -> Value) -> Value? {
    let share = UserShare(of: payer.uid)
    let full = share == .root ? ReadLimits.rootBudget : ReadLimits.userBudget
    let now = Host.monotonic
    var budget = budgets[share] ?? full
    budget.seconds -= now - payer.since
    payer.since = now
    var value: Value?
    if !budget.isSpent { value = body(&budget) }
    if budget.isSpent {
      cuts.add(payer.uid)
      value = nil
    }
    budgets[share] = budget
    return value
  }

  /// What could not be read though it was there, once for each file, and how much was left out for
  /// each user.
  var notes: [Unseen] { fileNotes + notes(on: cuts, .runtimeFiles) }

  /// A note for each user because of whom something was left out.
  func notes(on cuts: Cuts, _ thing: Unseen.Thing) -> [Unseen] {
    cuts.byUser.map { cut in
      let name = userName(of: cut.uid) ?? String(cut.uid)
      return Unseen(.thing(thing), count: cut.count, .share(of: String(visible: name)))
    }
  }

  /// The bytes of a file, as far as the user who pays has some left; nil, and counted, when not.
  private func read(
    _ path: String, limit: Int, _ extent: SandboxedFileReader.Extent = .whole
  ) throws(HostFiles.Failure) -> [UInt8]? {
    let result = spend { budget in
      let limit = min(limit, budget.bytes)
      let result = Result { () throws(HostFiles.Failure) in
        try files.read(path, limit: limit, extent, for: payer.uid)
      }
      if case .success(let bytes) = result { budget.bytes -= bytes.count }
      return result
    }
    return try result?.get()
  }
}

// What the kernel says.
extension HostInspector {
  /// The arguments of a process; none when it is gone.
  func arguments(of pid: Int32) -> [String] {
    if let known = argumentsOfPID[pid] { return known }
    let path = "/proc/\(pid)/cmdline"
    let bytes = beginning(path, limit: ReadLimits.commandLine)
    let parts = bytes.split(
      separator: 0, maxSplits: ReadLimits.arguments, omittingEmptySubsequences: false)
    if parts.count > ReadLimits.arguments, parts.last?.isEmpty == false {
      note(path, .onlyEntries(ReadLimits.arguments))
    }
    let arguments = parts.prefix(ReadLimits.arguments)
      .map { String(decoding: $0, as: UTF8.self) }
    argumentsOfPID[pid] = arguments
    return arguments
  }

  /// The argument that follows the first of `options`, or that one of them holds after `=`.
  func argument(_ options: String..., of pid: Int32) -> String? {
    let arguments = arguments(of: pid)
    for (index, argument) in arguments.enumerated() {
      for option in options {
        if argument == option, index + 1 < arguments.count { return arguments[index + 1] }
        if argument.hasPrefix(option + "=") { return String(argument.dropFirst(option.count + 1)) }
      }
    }
    return nil
  }

  /// The beginning of what a process was started with; a note tells where there is more.
  private func beginning(_ path: String, limit: Int) -> ArraySlice<UInt8> {
    let bytes = (try? read(path, limit: limit + 1, .beginning)) ?? []
    if bytes.count > limit { note(path, .onlyBytes(limit)) }
    return bytes.prefix(limit)
  }

  /// The value of a variable in the environment that a process was started with.
  func variable(_ name: String, of pid: Int32) -> String? {
    let path = "/proc/\(pid)/environ"
    let bytes = beginning(path, limit: ReadLimits.environment)
    let prefix = Array("\(name)=".utf8)
    return bytes.split(separator: 0).first { $0.starts(with: prefix) }
      .map { String(decoding: $0.dropFirst(prefix.count), as: UTF8.self) }
  }

  /// The paths of a process's cgroups in all hierarchies, that of version 2 first, each once.
  func cgroups(of pid: Int32) -> [String] {
    if let known = cgroupsOfPID[pid] { return known }
    var paths: [String] = []
    let bytes = (try? files.read("/proc/\(pid)/cgroup", limit: ReadLimits.cgroupFile)) ?? []
    let memberships = bytes.span.cgroupMemberships()
    for membership in memberships.filter(\.isVersion2) + memberships
    where membership.path != "/" && !paths.contains(membership.path) {
      paths.append(membership.path)
    }
    cgroupsOfPID[pid] = paths
    return paths
  }

  /// The components of a process's cgroup paths, the innermost of each first.
  func cgroupComponents(of process: ProcessRecord) -> [Substring] {
    cgroups(of: process.pid).flatMap { $0.split(separator: "/").reversed() }
  }

  /// The user to whom systemd gave the part of the hierarchy that a process's cgroup lies in, and
  /// who may make cgroups of any name there; root elsewhere.
  func userOfSlice(_ process: ProcessRecord) -> UInt32 {
    cgroupComponents(of: process).lazy
      .compactMap { $0.between("user-", ".slice") }.compactMap { UInt32($0) }.first ?? 0
  }

  /// The nearest ancestor of `process` that `isWanted`; nil when there is none.
  func ancestor(
    of process: ProcessRecord, where isWanted: (ProcessRecord) -> Bool
  ) -> ProcessRecord? {
    var current = process
    // A snapshot is not of one instant: parents might form a ring.
    for _ in 0..<256 {
      guard let parent = snapshot.process(pid: current.parent) else { return nil }
      if isWanted(parent) { return parent }
      current = parent
    }
    return nil
  }

  /// The outermost of the unbroken chain of ancestors of `process` that `belongs`, itself included.
  func outermost(
    from process: ProcessRecord, where belongs: (ProcessRecord) -> Bool
  ) -> ProcessRecord {
    var current = process
    for _ in 0..<256 {
      guard let parent = snapshot.process(pid: current.parent), belongs(parent) else { break }
      current = parent
    }
    return current
  }

  /// The processes whose main thread has this name.
  func processes(named name: String) -> [ProcessRecord] {
    let pids = pidsOfName[name] ?? []
    guard spend({ $0.take(steps: pids.count) }) != nil else { return [] }
    return pids.map { snapshot.processes[$0] }
  }

  /// The target of a link of `/proc/PID`, such as `cwd`.
  func link(_ name: String, of pid: Int32) -> String? {
    files.link(name, in: "/proc/\(pid)", for: payer.uid)
  }

  /// The path that `argument` of a process means: from the root, whatever its working directory.
  func path(_ argument: String, of pid: Int32) -> String {
    if argument.hasPrefix("/") { return argument }
    return "\(link("cwd", of: pid) ?? "")/\(argument)"
  }

  /// The kinds in which `process` is not in the host's namespace.
  func ownKinds(of process: ProcessRecord) -> [NamespaceKind] {
    NamespaceKind.allCases.filter {
      process.links[$0] != 0 && process.links[$0] != host[$0]
    }
  }
}

// What files say.
extension HostInspector {
  /// The text of a file; nil when it can't be read.
  ///
  /// Bytes that are no UTF-8 are replaced.
  func text(_ path: String, limit: Int = ReadLimits.text) -> String? {
    bytes(path, limit: limit).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of a file; nil when it can't be read, with a note when it is there.
  func bytes(_ path: String, limit: Int) -> [UInt8]? {
    do throws(HostFiles.Failure) {
      return try read(path, limit: limit)
    } catch {
      switch error {
      case .absent: break
      case .silent: note(path, .fault(.silentFile))
      case .notRegular: note(path, .fault(.notRegular))
      case .tooLarge(let limit): note(path, .larger(than: limit))
      case .failed(let errno): note(path, .error(errno.description))
      }
      return nil
    }
  }

  /// The JSON value in a file; null when it can't be read or is none.
  func json(_ path: String) -> JSONValue {
    if let known = jsonOfPath[path] { return known }
    var value = JSONValue.null
    if let bytes = bytes(path, limit: ReadLimits.json) {
      do throws(JSONError) {
        let result = parse(bytes)
        value = try result?.get() ?? .null
      } catch {
        note(path, .notJSON(error.place))
      }
    }
    jsonOfPath[path] = value
    return value
  }

  /// Whether the name that is looked for occurs in a file; nil without such a name or file.
  func mentionsName(_ path: String) -> Bool? {
    guard let search, let bytes = bytes(path, limit: ReadLimits.json) else { return nil }
    return search.mayBe(in: bytes)
  }

  /// The JSON value in a text that was found in a file; null when it is none.
  func json(in text: [UInt8]) -> JSONValue { (try? parse(text)?.get()) ?? .null }

  /// Reads JSON; nil when the budget is spent.
  ///
  /// What was kept is let go of when it becomes too much.
  private func parse(_ text: [UInt8]) -> Result<JSONValue, JSONError>? {
    spend { budget in
      let before = budget.nodes
      defer { keptNodes += before - budget.nodes }
      if keptNodes > ReadLimits.keptNodes {
        jsonOfPath = [:]
        keptNodes = 0
      }
      return Result { () throws(JSONError) in
        try JSONValue(reading: text, nodes: &budget.nodes)
      }
    }
  }

  /// The bytes of a database.
  ///
  /// What was kept is let go of when it becomes too much.
  private func databaseBytes(_ path: String) -> [UInt8]? {
    if keptDatabases > ReadLimits.keptDatabases {
      (databaseOfPath, sqliteOfPath, keptDatabases) = ([:], [:], 0)
    }
    let bytes = bytes(path, limit: ReadLimits.database)
    keptDatabases += bytes?.count ?? 0
    return bytes
  }

  /// The database of bbolt in a file; nil when it can't be read or is none.
  func database(_ path: String) -> BoltDatabase? {
    if let known = databaseOfPath[path] { return known }
    let database = databaseBytes(path).flatMap(BoltDatabase.init)
    databaseOfPath[path] = .some(database)
    return database
  }

  /// The database of SQLite in a file, with its log; nil when it can't be read or is none.
  func sqlite(_ path: String) -> SQLiteDatabase? {
    if let known = sqliteOfPath[path] { return known }
    let database = databaseBytes(path).flatMap { bytes in
      SQLiteDatabase(bytes, log: databaseBytes("\(path)-wal") ?? [])
    }
    sqliteOfPath[path] = .some(database)
    return database
  }

  /// The names in a directory, sorted; none when it can't be read.
  func names(in path: String) -> [String] {
    if let known = namesOfPath[path] {
      return spend { $0.take(steps: known.count) } == nil ? [] : known
    }
    let names = spend { budget in
      let (names, isCut) = files.names(in: path, for: payer.uid)
      if isCut { note(path, .onlyEntries(ReadLimits.names)) }
      _ = budget.take(steps: names.count)
      return names
    }
    namesOfPath[path] = names ?? []
    return names ?? []
  }

  /// The target of the link `name` in the directory `path`.
  func link(_ name: String, in path: String) -> String? {
    files.link(name, in: path, for: payer.uid)
  }

  /// The lines `KEY=VALUE` of a file, as systemd and Flatpak write them.
  ///
  /// Sections are not told apart; of a key that comes twice the first counts.
  func settings(_ path: String) -> [String: String]? {
    guard let text = text(path, limit: ReadLimits.settings) else { return nil }
    var settings: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, settings[parts[0].trimmed] == nil else { continue }
      settings[parts[0].trimmed] = parts[1].trimmed
    }
    return settings
  }

  /// The user id of the owner of the file at `path`; nil when it can't be looked at.
  func owner(of path: String) -> UInt32? { files.owner(of: path, for: payer.uid) }

  /// The runtime directories of users, such as `/run/user/1000`.
  var userDirectories: [String] { names(in: "/run/user").map { "/run/user/\($0)" } }

  /// The home directory of a user, from the host's `/etc/passwd`.
  func home(of uid: UInt32) -> String? { users.user(uid: uid)?.home }

  /// Whether there is a file at a path.
  func has(_ path: String) -> Bool { owner(of: path) != nil }

  /// The name of a user, from the host's `/etc/passwd`.
  func userName(of uid: UInt32) -> String? { users.user(uid: uid)?.name }

  private func note(_ path: String, _ reason: Unseen.Reason) {
    fileNotes.append(Unseen(.file(String(visible: path)), count: 1, reason))
  }

  /// The accounts of the host, which nobody pays for.
  private func accounts() -> String {
    let bytes = (try? files.read("/etc/passwd", limit: ReadLimits.text)) ?? []
    return String(decoding: bytes, as: UTF8.self)
  }
}

// What engines say.
extension HostInspector {
  /// What an engine that `uid` runs says of `resource`; null when it does not, with a note when its
  /// socket is there.
  func answer(_ resource: String, at socket: String, of uid: UInt32) -> JSONValue {
    let question = "\(socket) \(resource)"
    if let known = answers[question] { return known }
    var answer = JSONValue.null
    let result = spend { budget in
      Result { () throws(EngineSockets.Failure) in
        try sockets.get(resource, at: socket, of: uid, &budget)
      }
    }
    switch result {
    case .success(let value)?: answer = value
    case .failure(let refusal)?: if let reason = refusal.reason { note(socket, reason) }
    case nil: break
    }
    answers[question] = answer
    return answer
  }
}

extension Substring {
  /// Without blanks and quotation marks around it.
  var trimmed: String {
    var text = self
    while let first = text.first, first == " " || first == "\"" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\"" { text.removeLast() }
    return String(text)
  }
}
