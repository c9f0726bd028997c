internal import Accounts
internal import SystemCalls

/// Which ids those of a new user namespace stand for (user_namespaces(7)).
public enum UserMap: String, Sendable, Hashable, CaseIterable {
  /// Root inside is the caller, and nobody else exists.
  case caller = "self"

  /// Root inside is the caller, and the others are those that `/etc/subuid` and `/etc/subgid` give
  /// the caller (subuid(5)), written by newuidmap(1).
  case subordinate = "ranges"
}

extension UserMap {
  /// The calls that write it.
  var calls: [String] {
    switch self {
    case .caller:
      [
        "write(\"/proc/PID/setgroups\", \"deny\")", "write(\"/proc/PID/uid_map\", \"0 UID 1\")",
        "write(\"/proc/PID/gid_map\", \"0 GID 1\")",
      ]
    case .subordinate:
      ["execve(\"/usr/bin/newuidmap\", …)", "execve(\"/usr/bin/newgidmap\", …)"]
    }
  }

  /// Writes the maps of a process that has just made its user namespace.
  func write(for process: Int32) throws(Errno) {
    switch self {
    case .caller:
      try Self.write("deny", to: "setgroups", of: process)
      try Self.write("0 \(Host.userID) 1\n", to: "uid_map", of: process)
      try Self.write("0 \(Host.groupID) 1\n", to: "gid_map", of: process)
    case .subordinate:
      let users = try SubordinateIDs(file: "/etc/subuid")
      let groups = try SubordinateIDs(file: "/etc/subgid")
      try Self.run("newuidmap", for: process, own: Host.userID, users)
      try Self.run("newgidmap", for: process, own: Host.groupID, groups)
    }
  }

  private static func write(_ text: String, to name: String, of process: Int32) throws(Errno) {
    try Descriptor.open("/proc/\(process)/\(name)", Descriptor.writing).write(Array(text.utf8))
  }

  private static func run(
    _ name: String, for process: Int32, own: UInt32, _ ids: SubordinateIDs
  ) throws(Errno) {
    var program = ChildProgram()
    program.add(
      .execute(
        paths: ["/usr/bin/\(name)", "/bin/\(name)"],
        arguments: [name, "\(process)", "0", "\(own)", "1", "1", "\(ids.first)", "\(ids.count)"],
        environment: []))
    var child = try program.start()
    while let report = try child.next() {
      if let error = report.error { throw error }
    }
    // The program says on the standard error what it does not like.
    guard try ExitStatus(waitingFor: child.pid) == .exited(0) else { throw .notPermitted }
  }
}

/// The ids that a user may give to others in a user namespace of its own (subuid(5)).
private struct SubordinateIDs {
  var first: UInt32
  var count: UInt32

  /// Reads the caller's line; ENOENT when there is none.
  init(file: String) throws(Errno) {
    var buffer: [UInt8] = []
    let size = try Descriptor.open(file).readWhole(into: &buffer)
    let own = ["\(Host.userID)", HostUsers.ownName]
    for line in String(decoding: buffer.prefix(size), as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: ":").map(String.init)
      guard fields.count == 3, own.contains(fields[0]), let first = UInt32(fields[1]),
        let count = UInt32(fields[2])
      else { continue }
      self.first = first
      self.count = count
      return
    }
    throw .noSuchFile
  }
}
