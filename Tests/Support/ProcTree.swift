import Foundation

/// A directory that looks like `/proc`, for scans of hosts that nobody has; it is removed at the end.
public struct ProcTree: ~Copyable {
  /// Its path.
  public let path: String

  /// Makes an empty tree.
  public init() throws {
    path = NSTemporaryDirectory() + "heya-proc-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Adds a process.
  ///
  /// - Parameters:
  ///   - pid: its pid.
  ///   - parent: its parent's.
  ///   - name: the bytes of its name.
  ///   - command: the bytes of `cmdline`.
  ///   - uid: its user.
  ///   - state: the state's letter.
  ///   - flags: the kernel's flags, `PF_KTHREAD` among them.
  ///   - nested: its pid in nested pid namespaces.
  ///   - start: when it started, in ticks.
  ///   - links: the inodes of its namespaces by the names of their links; nil for a zombie, which
  ///     has none.
  /// - Throws: when a file can't be written.
  public func add(
    _ pid: Int32, parent: Int32 = 1, name: [UInt8] = Array("sh".utf8),
    command: [UInt8] = Array("sh\0".utf8), uid: UInt32 = 0, state: Character = "S",
    flags: UInt32 = 0, nested: [Int32] = [], start: Int = 100, links: [String: UInt32]? = [:]
  ) throws {
    let home = "\(path)/\(pid)"
    try FileManager.default.createDirectory(
      atPath: home + "/ns", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: home + "/task/\(pid)", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: home + "/task/\(pid)/root", withDestinationPath: "/")
    let after =
      ") \(state) \(parent) \(pid) \(pid) 0 -1 \(flags) 0 0 0 0 30 12 0 0 20 0 1 0 \(start) 4096 "
      + "25 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0\n"
    try write(Array("\(pid) (".utf8) + name + Array(after.utf8), to: home + "/stat")
    let pids = ([pid] + nested).map { "\($0)" }.joined(separator: "\t")
    let status = "Name:\tx\nUid:\t\(uid)\t\(uid)\t\(uid)\t\(uid)\nNSpid:\t\(pids)\n"
    try write(Array(status.utf8), to: home + "/status")
    try write(command, to: home + "/cmdline")
    guard let links else { return }
    let all = Self.initialLinks.merging(links) { $1 }
    for (name, inode) in all {
      let kind = name.split(separator: "_").first.map(String.init) ?? name
      try FileManager.default.createSymbolicLink(
        atPath: "\(home)/ns/\(name)", withDestinationPath: "\(kind):[\(inode)]")
    }
  }

  /// Removes a process.
  public func remove(_ pid: Int32) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(pid)")
  }

  /// Removes one of a process's files.
  public func remove(_ pid: Int32, _ file: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(pid)/\(file)")
  }

  /// Writes one of a process's files.
  public func write(_ pid: Int32, _ file: String, _ text: String) throws {
    try write(Array(text.utf8), to: "\(path)/\(pid)/\(file)")
  }

  /// Empties one of a process's files, as when the process ends while it is read.
  public func cut(_ pid: Int32, _ file: String) throws {
    try write([], to: "\(path)/\(pid)/\(file)")
  }

  /// The links of a process that lives in the initial namespaces.
  public static let initialLinks: [String: UInt32] = [
    "user": 0xEFFF_FFFD, "cgroup": 0xEFFF_FFFB, "ipc": 0xEFFF_FFFF, "uts": 0xEFFF_FFFE,
    "net": 0xEFFF_FFF9, "pid": 0xEFFF_FFFC, "mnt": 0xEFFF_FFF8, "time": 0xEFFF_FFFA,
    "pid_for_children": 0xEFFF_FFFC, "time_for_children": 0xEFFF_FFFA,
  ]

  private func write(_ bytes: [UInt8], to file: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: file))
  }
}
