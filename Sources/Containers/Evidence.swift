internal import Accounts
internal import Escaping
internal import JSON
internal import Kernel
internal import Namespaces
internal import Procfs

/// What can be found out about the processes of one snapshot, each thing asked for at most once.
///
/// Recognisers ask; what the kernel says is cheap and comes first, files of the runtimes come last.
final class Evidence {
  /// The snapshot in question.
  let snapshot: Snapshot

  /// The namespaces of the host.
  let host: NamespaceLinks

  /// What could not be read though it was there, once for each file.
  private(set) var notes: [Unseen] = []

  private let files: HostFiles
  private let sockets: EngineSockets
  private var answers: [String: JSONValue] = [:]
  private var argumentsOfPID: [Int32: [String]] = [:]
  private var cgroupsOfPID: [Int32: [String]] = [:]
  private var namesOfPath: [String: [String]] = [:]
  private var jsonOfPath: [String: JSONValue] = [:]
  private var databaseOfPath: [String: BoltDatabase?] = [:]
  private var sqliteOfPath: [String: SQLiteDatabase?] = [:]
  private lazy var pidsOfName = Dictionary(
    grouping: snapshot.processes.indices, by: { snapshot.processes[$0].name })
  private lazy var users = UserDatabase(passwd: text("/etc/passwd", limit: 1 << 20))

  /// Gathers evidence for `snapshot` from `files` and, last of all, from `sockets`.
  init(
    snapshot: Snapshot, host: NamespaceLinks, files: HostFiles, sockets: EngineSockets
  ) {
    self.snapshot = snapshot
    self.host = host
    self.files = files
    self.sockets = sockets
  }
}

// What the kernel says.
extension Evidence {
  /// The arguments of a process; none when it is gone.
  func arguments(of pid: Int32) -> [String] {
    if let known = argumentsOfPID[pid] { return known }
    let bytes = (try? files.read("/proc/\(pid)/cmdline", limit: 1 << 18)) ?? []
    let arguments = bytes.split(separator: 0, omittingEmptySubsequences: false)
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

  /// The value of a variable in the environment that a process was started with.
  func variable(_ name: String, of pid: Int32) -> String? {
    let bytes = (try? files.read("/proc/\(pid)/environ", limit: 1 << 18)) ?? []
    let prefix = Array("\(name)=".utf8)
    return bytes.split(separator: 0).first { $0.starts(with: prefix) }
      .map { String(decoding: $0.dropFirst(prefix.count), as: UTF8.self) }
  }

  /// The paths of a process's cgroups in all hierarchies, that of version 2 first, each once.
  func cgroups(of pid: Int32) -> [String] {
    if let known = cgroupsOfPID[pid] { return known }
    var paths: [String] = []
    let bytes = (try? files.read("/proc/\(pid)/cgroup", limit: 1 << 16)) ?? []
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

  /// The user to whom systemd gave the part of the hierarchy that a process's cgroup lies in, and who
  /// may make cgroups of any name there; root elsewhere.
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
    (pidsOfName[name] ?? []).map { snapshot.processes[$0] }
  }

  /// The target of a link of `/proc/PID`, such as `cwd`.
  func link(_ name: String, of pid: Int32) -> String? {
    files.link(name, in: "/proc/\(pid)")
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
extension Evidence {
  /// The text of a file; nil when it can't be read.
  ///
  /// Bytes that are no UTF-8 are replaced.
  func text(_ path: String, limit: Int = 1 << 20) -> String? {
    bytes(path, limit: limit).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of a file; nil when it can't be read, with a note when it is there.
  func bytes(_ path: String, limit: Int) -> [UInt8]? {
    do throws(HostFiles.Refusal) {
      return try files.read(path, limit: limit)
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
    if let bytes = bytes(path, limit: 8 << 20) {
      do throws(JSONError) { value = try JSONValue(reading: bytes) } catch {
        note(path, .notJSON(error.place))
      }
    }
    jsonOfPath[path] = value
    return value
  }

  /// The database of bbolt in a file; nil when it can't be read or is none.
  func database(_ path: String) -> BoltDatabase? {
    if let known = databaseOfPath[path] { return known }
    let database = bytes(path, limit: 32 << 20).flatMap(BoltDatabase.init)
    databaseOfPath[path] = .some(database)
    return database
  }

  /// The database of SQLite in a file, with its log; nil when it can't be read or is none.
  func sqlite(_ path: String) -> SQLiteDatabase? {
    if let known = sqliteOfPath[path] { return known }
    let database = bytes(path, limit: 32 << 20).flatMap { bytes in
      SQLiteDatabase(bytes, log: self.bytes("\(path)-wal", limit: 32 << 20) ?? [])
    }
    sqliteOfPath[path] = .some(database)
    return database
  }

  /// The names in a directory, sorted; none when it can't be read.
  func names(in path: String) -> [String] {
    if let known = namesOfPath[path] { return known }
    let names = files.names(in: path)
    namesOfPath[path] = names
    return names
  }

  /// The target of the link `name` in the directory `path`.
  func link(_ name: String, in path: String) -> String? { files.link(name, in: path) }

  /// The lines `KEY=VALUE` of a file, as systemd and Flatpak write them.
  ///
  /// Sections are not told apart; of a key that comes twice the first counts.
  func settings(_ path: String) -> [String: String]? {
    guard let text = text(path) else { return nil }
    var settings: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, settings[parts[0].trimmed] == nil else { continue }
      settings[parts[0].trimmed] = parts[1].trimmed
    }
    return settings
  }

  /// The user id of the owner of the file at `path`; nil when it can't be looked at.
  func owner(of path: String) -> UInt32? { files.owner(of: path) }

  /// The runtime directories of users, such as `/run/user/1000`.
  var userDirectories: [String] { names(in: "/run/user").map { "/run/user/\($0)" } }

  /// The home directory of a user, from the host's `/etc/passwd`.
  func home(of uid: UInt32) -> String? { users.user(uid: uid)?.home }

  /// Whether there is a file at a path.
  func has(_ path: String) -> Bool { files.owner(of: path) != nil }

  /// The name of a user, from the host's `/etc/passwd`.
  func userName(of uid: UInt32) -> String? { users.user(uid: uid)?.name }

  private func note(_ path: String, _ reason: Unseen.Reason) {
    notes.append(Unseen(.file(String(visible: path)), count: 1, reason))
  }
}

// What engines say.
extension Evidence {
  /// What an engine that `uid` runs says of `resource`; null when it does not, with a note when its
  /// socket is there.
  func answer(_ resource: String, at socket: String, of uid: UInt32) -> JSONValue {
    let question = "\(socket) \(resource)"
    if let known = answers[question] { return known }
    var answer = JSONValue.null
    do throws(EngineSockets.Refusal) {
      answer = try sockets.get(resource, at: socket, of: uid)
    } catch {
      if let reason = error.reason { note(socket, reason) }
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
