internal import Limits
internal import Namespaces

/// What the kernel counts for a cgroup: processor time, memory, and whether it is frozen
/// (cgroups(7)), each with the file that says so.
struct CgroupFiles {
  private let files: HostFiles

  /// Where version 2 is mounted: alone, or beside the controllers of version 1.
  private let unified: String

  init(_ files: HostFiles) {
    self.files = files
    let isAlone = files.owner(of: "/sys/fs/cgroup/cgroup.controllers") != nil
    unified = isAlone ? "/sys/fs/cgroup" : "/sys/fs/cgroup/unified"
  }

  /// Something that a file says.
  struct Fact<Value> {
    var value: Value
    var source: String
  }

  /// The memory that the cgroup at `path` uses and may use; nil when nobody counts it.
  func memory(of path: String) -> Fact<Container.Memory>? {
    let current = "\(unified)\(path)/memory.current"
    if let used = number(current) {
      let limit = number("\(unified)\(path)/memory.max")
      return Fact(value: Container.Memory(used: used, limit: limit), source: current)
    }
    let version1 = "/sys/fs/cgroup/memory\(path)"
    let usage = "\(version1)/memory.usage_in_bytes"
    guard let used = number(usage) else { return nil }
    // Without a limit version 1 shows the largest number of pages there can be.
    let limit = number("\(version1)/memory.limit_in_bytes").flatMap { $0 < 1 << 62 ? $0 : nil }
    return Fact(value: Container.Memory(used: used, limit: limit), source: usage)
  }

  /// The microseconds that processors worked for the cgroup at `path`; nil when nobody counts them.
  ///
  /// Where both versions are mounted the processes may be in one of two cgroups of that path; the
  /// other one counts nothing.
  func processorTime(of path: String) -> Fact<UInt64>? {
    let version1 = "/sys/fs/cgroup/cpuacct\(path)/cpuacct.usage"
    if let nanoseconds = number(version1), nanoseconds > 0 {
      return Fact(value: nanoseconds / 1000, source: version1)
    }
    let file = "\(unified)\(path)/cpu.stat"
    guard
      let line = text(file)?.split(separator: "\n").first(where: { $0.hasPrefix("usage_usec ") }),
      let microseconds = UInt64(line.dropFirst("usage_usec ".count))
    else { return nil }
    return Fact(value: microseconds, source: file)
  }

  /// Whether the processes of the cgroup at `path` are stopped by the freezer; nil without one.
  func freezer(of path: String) -> Fact<Bool>? {
    let version1 = "/sys/fs/cgroup/freezer\(path)/freezer.state"
    if let state = text(version1) {
      return Fact(value: state.hasPrefix("FROZEN"), source: version1)
    }
    let events = "\(unified)\(path)/cgroup.events"
    return text(events).map { Fact(value: $0.contains("frozen 1"), source: events) }
  }

  private func number(_ path: String) -> UInt64? {
    text(path).flatMap { UInt64($0.prefix { $0.isNumber }) }
  }

  private func text(_ path: String) -> String? {
    (try? files.read(path, limit: ReadLimits.cgroupFile)).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
