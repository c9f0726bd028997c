/// What a process may do: the lines of `/proc/PID/status` that `--as-target` takes over
/// (proc_pid_status(5)), ids as the reader's user namespace sees them.
struct StatusCredentials: Sendable, Hashable {
  /// The effective user id.
  var uid: UInt32 = 0

  /// The effective group id.
  var gid: UInt32 = 0

  /// The supplementary groups.
  var groups: [UInt32] = []

  /// The capability bounding set.
  var boundingSet: UInt64 = .max

  /// Whether execve(2) gives it no privileges.
  var forbidsNewPrivileges = false

  /// Whether a seccomp filter restricts its system calls (seccomp(2)).
  var hasFilter = false

  /// The capabilities that there are (capabilities(7), up to CAP_CHECKPOINT_RESTORE).
  static let allCapabilities: UInt64 = (1 << 41) - 1

  /// What Docker and Podman give a container: no mounts, devices, kernel or clocks of the host's.
  static let usualContainer = StatusCredentials(status: "CapBnd:\t00000000a80425fb\n")

  /// Parses the file.
  init(status: String) {
    for line in status.split(separator: "\n") {
      let fields = line.split(whereSeparator: { $0 == "\t" || $0 == " " })
      guard let name = fields.first else { continue }
      let values = fields.dropFirst()
      switch name {
      case "Uid:": uid = values.dropFirst().first.flatMap { UInt32($0) } ?? 0
      case "Gid:": gid = values.dropFirst().first.flatMap { UInt32($0) } ?? 0
      case "Groups:": groups = values.compactMap { UInt32($0) }
      case "CapBnd:": boundingSet = values.first.flatMap { UInt64($0, radix: 16) } ?? .max
      case "NoNewPrivs:": forbidsNewPrivileges = values.first == "1"
      case "Seccomp:": hasFilter = values.first.map { $0 != "0" } ?? false
      default: break
      }
    }
  }
}
