internal import Limits
internal import Procfs
internal import SystemCalls

/// Where the hierarchies of groups are mounted for this process.
struct CgroupMounts {
  private let mounts: [MountInfo]

  init() throws(Errno) {
    let text = try Descriptor.open("/proc/self/mountinfo").contents(upTo: ReadLimits.mountInfo)
    mounts = MountInfo.all(in: text.span).filter { $0.fileSystem.hasPrefix("cgroup") }
  }

  /// The directory of the group that is the root of a hierarchy; nil when that is not mounted here.
  func directory(of hierarchy: CgroupContents.Hierarchy) -> CgroupDirectory? {
    // A group above this process's own is told by `..`, which leads to files of anybody's.
    guard let root = hierarchy.root, !root.split(separator: "/").contains("..") else { return nil }
    for mount in mounts {
      let isIt =
        hierarchy.version == 2
        ? mount.fileSystem == "cgroup2"
        : mount.fileSystem == "cgroup"
          && mount.superOptions.split(separator: ",").contains { option in
            hierarchy.controllers.contains { $0 == option }
          }
      guard isIt, let path = path(of: root, below: mount) else { continue }
      return CgroupDirectory(path: path)
    }
    return nil
  }

  private func path(of group: String, below mount: MountInfo) -> String? {
    if mount.root == "/" { return mount.mountPoint + (group == "/" ? "" : group) }
    guard group.hasPrefix(mount.root) else { return nil }
    return mount.mountPoint + group.dropFirst(mount.root.count)
  }
}

/// The directory of a group, whose files tell of its use: version 2 of cgroups has other names than
/// version 1.
struct CgroupDirectory {
  /// The path.
  var path: String

  /// The memory in use; nil when the group does not account for it.
  var memory: CgroupContents.Usage? {
    usage("memory.current", "memory.max")
      ?? usage("memory.usage_in_bytes", "memory.limit_in_bytes")
  }

  /// The processes and threads.
  var tasks: CgroupContents.Usage? { usage("pids.current", "pids.max") }

  /// The use of processors.
  var processor: CgroupContents.ProcessorUsage? {
    if let time = microseconds("cpu.stat", "usage_usec") {
      let limit = text("cpu.max")?.words.first
      return CgroupContents.ProcessorUsage(time: time / 1e6, limit: limit.flatMap(Self.ratio))
    }
    guard let time = number("cpuacct.usage") else { return nil }
    let quota = text("cpu.cfs_quota_us")?.lines ?? []
    let period = text("cpu.cfs_period_us")?.lines ?? []
    return CgroupContents.ProcessorUsage(
      time: Double(time) / 1e9, limit: Self.ratio((quota + period).map { $0[...] }))
  }

  private func usage(_ used: String, _ limit: String) -> CgroupContents.Usage? {
    guard let used = number(used) else { return nil }
    // Version 1 says "no limit" by the largest number of bytes that whole pages make.
    let limit = number(limit).flatMap { $0 < 1 << 62 ? $0 : nil }
    return CgroupContents.Usage(used: used, limit: limit)
  }

  /// A quota over its period, such as 50,000 µs of each 100,000; nil where there is no quota.
  private static func ratio(_ words: [Substring]) -> Double? {
    guard words.count == 2, let quota = Double(words[0]), let period = Double(words[1]),
      quota > 0, period > 0
    else { return nil }
    return quota / period
  }

  private func microseconds(_ file: String, _ name: String) -> Double? {
    text(file)?.words.first { $0.first?.elementsEqual(name) == true }.flatMap { Double($0[1]) }
  }

  private func number(_ file: String) -> UInt64? { text(file)?.number }

  private func text(_ file: String) -> TextFile? { try? TextFile("\(path)/\(file)") }
}
