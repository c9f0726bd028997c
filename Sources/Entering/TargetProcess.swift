internal import BPFIterators
internal import NamespacePaths
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// The process that is entered, as `/proc` tells of it.
struct TargetProcess: Sendable {
  /// Its directory in `/proc`.
  let path: String

  /// This process.
  static let caller = TargetProcess(path: "/proc/self")

  private init(path: String) {
    self.path = path
  }

  /// Makes sure that it is still the process that the snapshot saw.
  ///
  /// - Parameters:
  ///   - process: the process.
  ///   - thread: the thread of it that is meant; nil for the main one.
  /// - Throws: when it has ended, or must not be held.
  init(_ process: ProcessID, thread: Int32? = nil) throws(PreflightError) {
    path = "/proc/\(process.pid)" + (thread.map { "/task/\($0)" } ?? "")
    do throws(Errno) {
      _ = try ProcessHandle.of(process)
    } catch .noSuchProcess, .noSuchFile {
      throw .gone(.process(process))
    } catch {
      throw .unreadable(path, error, Denial(of: "pidfd_open", error))
    }
  }

  /// The ids of its user namespace; nil when it has ended or hides them.
  var idMaps: IDMaps? {
    guard let users = text("uid_map"), let groups = text("gid_map") else { return nil }
    return IDMaps(users: IDMap(users), groups: IDMap(groups))
  }

  /// A process of heya's own that stands in for one that lives in a namespace.
  init(placeholder pid: Int32) { path = "/proc/\(pid)" }

  /// Whether a cgroup is frozen, or about to be: `cgroup.events` tells for version 2 what its
  /// parents do to it as well, as `freezer.state` does for version 1.
  static func isFrozen(cgroup: RawPath) -> Bool {
    func text(_ name: String) -> String {
      let path = cgroup.appending("/\(name)")
      let bytes = try? Descriptor.open(path.cString).contents()
      return String(decoding: bytes ?? [], as: UTF8.self)
    }
    return text("cgroup.events").contains("frozen 1") || text("cgroup.freeze").hasPrefix("1")
      || text("freezer.state").hasPrefix("FR")
  }

  /// The content of a file of the process's directory; nil when it cannot be read.
  func text(_ name: String) -> String? {
    bytes(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The number in a file of the process's directory.
  func number(_ name: String) -> Int? {
    text(name).flatMap { Int($0.prefix { $0 != "\n" }) }
  }

  /// The working directory, as the process calls it where its root is its mount namespace's.
  var directory: String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    guard let directory = try? Descriptor.open(path, Descriptor.directoryPath),
      let count = try? directory.readLink("cwd", into: &buffer)
    else { return nil }
    return String(decoding: buffer.prefix(count), as: UTF8.self)
  }

  /// What it may do; nil when it has ended or hides it.
  var credentials: StatusCredentials? { text("status").map(StatusCredentials.init(status:)) }

  /// What confines it beside its namespaces; nil when it has ended or hides it.
  var securityContext: SecurityContext? {
    credentials.map { credentials in
      SecurityContext(
        credentials: credentials, outOfMemoryScore: number("oom_score_adj") ?? 0, label: label)
    }
  }

  /// Its seccomp filters, the oldest first, or why they cannot be told; they are its own if it is
  /// alive afterwards.
  var filters: Result<[[UInt64]], IteratorError> {
    guard let task else { return .failure(.otherProcesses) }
    let filters = Result { () throws(IteratorError) in try SeccompFilters.read(of: task) }
    return credentials?.hasFilter == true ? filters : .failure(.rejected(.noSuchProcess))
  }

  /// The number of the process or thread.
  private var task: Int32? { path.split(separator: "/").last.flatMap { Int32($0) } }

  private var label: String? { bytes("attr/current").flatMap(Confinement.label) }

  /// The environment that the process was started with.
  var environment: [EnvironmentVariable] {
    (memoryText(.environment) ?? []).split(separator: 0).compactMap {
      EnvironmentVariable(parsing: String(decoding: $0, as: UTF8.self))
    }
  }

  /// The `cgroup.procs` files of the cgroups that the process is in and the caller is not
  /// (cgroups(7)).
  var cgroupFiles: [RawPath] {
    let own = Self.caller.cgroups
    let others = cgroups.filter { !own.contains($0) }
    if others.isEmpty { return [] }
    let mounts = Self.cgroupMounts
    return others.compactMap { cgroup in
      // A cgroup above the caller's own is told by `..`, which leads to files of anybody's.
      let names = cgroup.path.split(separator: UInt8(ascii: "/"))
      if names.contains(where: { $0.elementsEqual("..".utf8) }) { return nil }
      return mounts.first { $0.hierarchy == cgroup.hierarchy }.map { mount in
        RawPath(bytes: mount.path + (names.isEmpty ? [] : cgroup.path)).appending("/cgroup.procs")
      }
    }
  }

  /// A hierarchy of cgroups by its controllers (none for version 2), and a path in it or to it.
  private struct Cgroup: Hashable {
    var hierarchy: Set<String>
    var path: [UInt8]
  }

  private var cgroups: [Cgroup] {
    let text = bytes("cgroup") ?? []
    return text.span.cgroupMemberships().map {
      Cgroup(hierarchy: Set($0.controllers), path: $0.pathBytes)
    }
  }

  private static var cgroupMounts: [Cgroup] {
    guard let bytes = caller.bytes("mountinfo") else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let mount = MountInfo(Array(line).span), mount.root == "/" else { return nil }
      switch mount.fileSystem {
      case "cgroup2": return Cgroup(hierarchy: [], path: mount.mountPointBytes)
      case "cgroup":
        let controllers = mount.superOptions.split(separator: ",").map(String.init)
        return Cgroup(
          hierarchy: Set(controllers).subtracting(["rw", "ro", "xattr", "clone_children"]),
          path: mount.mountPointBytes)
      default: return nil
      }
    }
  }

  /// What lies in the process's own memory; nil when it cannot be read, or not in time.
  private func memoryText(_ file: ProcessTextReader.File) -> [UInt8]? {
    var text: [UInt8]?
    // A thread has a directory of its own in /proc, though none that is listed.
    guard let pid = task,
      let proc = try? Descriptor.open("/proc", Descriptor.directoryPath),
      var reader = try? ProcessTextReader(proc, noting: StuckProcesses())
    else { return nil }
    try? reader.read(file, of: [.init(pid: pid, uid: 0)], limit: Self.memoryLimit) { _, bytes in
      text = bytes.indices.map { bytes[$0] }
    }
    return text
  }

  /// No environment is larger that a program can be started with at the usual limits of stacks, in
  /// bytes: a quarter of it is for arguments and environment (execve(2)), of which this is the
  /// tenth.
  private static let memoryLimit = 1 << 18

  private func bytes(_ name: String) -> [UInt8]? {
    var buffer: [UInt8] = []
    guard let count = try? Descriptor.open("\(path)/\(name)").readWhole(into: &buffer) else {
      return nil
    }
    return Array(buffer.prefix(count))
  }
}

extension ProcessHandle {
  /// Takes hold of exactly this process.
  ///
  /// - Throws: ESRCH when it has ended, also when another has its number now.
  static func of(_ process: ProcessID) throws(Errno) -> ProcessHandle {
    let handle = try ProcessHandle(pid: process.pid)
    try handle.confirm(process)
    return handle
  }

  /// Makes sure that this is the process and that it has not ended.
  ///
  /// - Throws: ESRCH when it is another, or has.
  func confirm(_ process: ProcessID) throws(Errno) {
    var line: [UInt8] = []
    let count = try directory.open("stat").readWhole(into: &line)
    let start = ProcessStat(line.span.extracting(0..<count))?.startTicks
    guard start == process.startTicks else { throw .noSuchProcess }
    try confirmAlive()
  }
}
