internal import Namespaces

/// What the kernel counts for a cgroup, read again and again: memory, and whether it is frozen
/// (cgroups(7)).
struct CgroupFiles {
  private let files: HostFiles

  /// Where version 2 is mounted: alone, or beside the controllers of version 1.
  private let unified: String

  init(_ files: HostFiles) {
    self.files = files
    let isAlone = files.owner(of: "/sys/fs/cgroup/cgroup.controllers") != nil
    unified = isAlone ? "/sys/fs/cgroup" : "/sys/fs/cgroup/unified"
  }

  /// The memory that the cgroup at `path` uses and may use; nil when nobody counts it.
  func memory(of path: String) -> Container.Memory? {
    if let used = number("\(unified)\(path)/memory.current") {
      return Container.Memory(used: used, limit: number("\(unified)\(path)/memory.max"))
    }
    let legacy = "/sys/fs/cgroup/memory\(path)"
    guard let used = number("\(legacy)/memory.usage_in_bytes") else { return nil }
    let limit = number("\(legacy)/memory.limit_in_bytes")
    // Without a limit version 1 shows the largest number of pages there can be.
    return Container.Memory(used: used, limit: limit.flatMap { $0 < 1 << 62 ? $0 : nil })
  }

  /// Whether the processes of the cgroup at `path` are stopped by the freezer.
  func isFrozen(_ path: String) -> Bool {
    if let state = text("/sys/fs/cgroup/freezer\(path)/freezer.state") {
      return state.hasPrefix("FROZEN")
    }
    return text("\(unified)\(path)/cgroup.events")?.contains("frozen 1") ?? false
  }

  private func number(_ path: String) -> UInt64? {
    text(path).flatMap { UInt64($0.prefix { $0.isNumber }) }
  }

  private func text(_ path: String) -> String? {
    (try? files.read(path, limit: 4096)).map { String(decoding: $0, as: UTF8.self) }
  }
}
