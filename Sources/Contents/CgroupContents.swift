internal import Localization
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// What a cgroup namespace isolates (cgroup_namespaces(7)): the root of each hierarchy, and what
/// the groups there may use (cgroups(7)).
package struct CgroupContents: Sendable, Hashable, Codable {
  /// The hierarchies.
  package var hierarchies: [Hierarchy]

  /// The memory in bytes.
  package var memory: Usage?

  /// The number of processes and threads.
  package var tasks: Usage?

  /// The time on processors.
  package var processor: ProcessorUsage?

  /// A hierarchy of groups.
  package struct Hierarchy: Sendable, Hashable, Codable {
    /// The version, 1 or 2.
    package var version: Int

    /// The controllers of version 1, such as `memory` or `name=systemd`.
    package var controllers: [String]

    /// The group that is the root inside, as seen from the observer's cgroup namespace; nil when it
    /// cannot be told.
    package var root: String?
  }

  /// How much of something is used.
  package struct Usage: Sendable, Hashable, Codable {
    /// How much is in use now.
    package var used: UInt64

    /// How much may be; nil for any amount.
    package var limit: UInt64?
  }

  /// The use of processors.
  package struct ProcessorUsage: Sendable, Hashable, Codable {
    /// The time used by all that ever were in the group, in seconds.
    package var time: Double

    /// How many processors may be used at a time; nil for all.
    package var limit: Double?
  }
}

extension CgroupContents {
  init(of access: NamespaceAccess) throws(Errno) {
    let (outside, inside) = try Self.paths(of: access)
    hierarchies = zip(outside, inside).map { outside, inside in
      Hierarchy(
        version: outside.controllers.isEmpty ? 2 : 1, controllers: outside.controllers,
        root: Self.root(outside: outside.path, inside: inside.path))
    }
    let mounts = try CgroupMounts()
    for hierarchy in hierarchies {
      guard let directory = mounts.directory(of: hierarchy) else { continue }
      memory = memory ?? directory.memory
      tasks = tasks ?? directory.tasks
      processor = processor ?? directory.processor
    }
  }

  /// The groups of a member, or of this process, as they look from here and from inside.
  private static func paths(of access: NamespaceAccess) throws(Errno) -> (
    outside: [Path], inside: [Path]
  ) {
    if let member = access.namespace.members.first {
      let path = "/proc/\(member)/cgroup"
      return (
        self.paths(try TextFile(path)),
        self.paths(try access.runInside { () throws(Errno) in try TextFile(path) })
      )
    }
    return (
      self.paths(try TextFile("/proc/thread-self/cgroup")),
      self.paths(
        try access.runInside { () throws(Errno) in try TextFile("/proc/thread-self/cgroup") })
    )
  }

  /// A line of `/proc/PID/cgroup`.
  struct Path: Sendable, Hashable {
    var controllers: [String]
    var path: String
  }

  static func paths(_ text: TextFile) -> [Path] {
    text.lines.compactMap { line in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return nil }
      return Path(
        controllers: fields[1].split(separator: ",").map { String($0) }, path: String(fields[2]))
    }
  }

  /// The root of a namespace, given one group as it looks from outside and from inside; nil where
  /// the group is not below the root.
  static func root(outside: String, inside: String) -> String? {
    if inside == "/" { return outside }
    guard !inside.hasPrefix("/.."), outside.hasSuffix(inside) else { return nil }
    let root = outside.dropLast(inside.count)
    return root.isEmpty ? "/" : String(root)
  }

  var sections: [FactSection] {
    [
      FactSection(Text("root, seen from here"), hierarchies) { hierarchy in
        FactLine(
          hierarchy.version == 2
            ? Text("version 2")
            : Text(verbatim: hierarchy.controllers.joined(separator: ",")),
          hierarchy.root.map { Text(verbatim: $0) }
            ?? Text("not above any group that can be seen from here"))
      },
      FactSection(
        Text("use"),
        [
          memory.map { memory in
            FactLine(Text("memory"), memory.words { "\(Bytes(value: Double($0)))" })
          },
          processor.map { FactLine(Text("processor"), $0.words) },
          tasks.map { tasks in FactLine(Text("tasks"), tasks.words { "\($0)" }) },
        ].compactMap(\.self)),
    ].filter { !$0.lines.isEmpty }
  }
}

extension CgroupContents.Usage {
  /// What is used, and of how much; each amount as `text` has it.
  fileprivate func words(_ text: (UInt64) -> String) -> Text {
    let used = text(used)
    guard let limit = limit.map(text) else {
      return Text("\(used), no limit")
    }
    return Text("\(used) of \(limit)")
  }
}

extension CgroupContents.ProcessorUsage {
  fileprivate var words: Text {
    let time = Decimal(time, places: 1)
    guard let limit = limit.map({ Decimal($0, places: 2) }) else {
      return Text("\(time) s used, no limit")
    }
    return Text("\(time) s used, at most \(limit) processors")
  }
}
