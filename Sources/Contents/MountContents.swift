internal import Limits
internal import Localization
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// What a mount namespace isolates (mount_namespaces(7)).
package struct MountContents: Sendable, Hashable, Codable {
  /// The mounts as a tree, each before those on it.
  package var mounts: [Mount]

  /// How many more there are at least; nil when all were read.
  package var omitted: Int?

  /// How it differs from the initial mount namespace; nil when that is it, or cannot be read.
  package var difference: Difference?

  /// A mount.
  package struct Mount: Sendable, Hashable, Codable {
    /// How many mounts are below it in the tree.
    package var depth: Int

    /// Where it is mounted.
    package var path: String

    /// What is mounted: a device, a name, or nothing in particular.
    package var source: String

    /// The directory of the file system that is mounted, `/` for all of it.
    package var root: String

    /// The type of the file system.
    package var type: String

    /// The options of the mount and of the file system.
    package var options: [String]

    /// The group whose members mounts and unmounts are passed on to and received from; nil when it
    /// is not shared.
    package var peerGroup: Int?

    /// The group that mounts and unmounts are received from; nil when it is no slave.
    package var masterGroup: Int?

    /// Whether it cannot be bind-mounted.
    package var isUnbindable: Bool

    /// Whether another mount at the same place hides it.
    package var isOvermounted: Bool

    /// The directories of an overlay, the upper one first; empty for other types.
    package var layers: [String]
  }

  /// What is mounted in one mount namespace and not in another, by path.
  package struct Difference: Sendable, Hashable, Codable {
    /// The paths that are mount points only here.
    package var added: [String]

    /// The paths that are mount points only in the initial mount namespace.
    package var missing: [String]

    /// The paths at which something else is mounted.
    package var replaced: [String]
  }
}

extension MountContents {
  init(of access: NamespaceAccess) throws(Errno) {
    let own = try Self.mountInfo(of: access)
    mounts = Self.tree(own.mounts)
    omitted = own.omitted
    let initial = access.snapshot.namespaces(of: .mnt).first(where: \.isInitial)
    if let initial, initial.id != access.namespace.id {
      let other = try? Self.mountInfo(of: NamespaceAccess(initial, in: access.snapshot))
      difference = other.map { Difference(own.mounts, against: $0.mounts) }
    }
  }

  /// The mounts, and how many more there are: a number at least 1 where reading them all took too
  /// long.
  private static func mountInfo(
    of access: NamespaceAccess
  ) throws(Errno) -> (mounts: [MountInfo], omitted: Int?) {
    let (text, isCut) = try bytes(of: access)
    let mounts = MountInfo.all(in: text.span, limit: ReadLimits.rows)
    let lines = text.count { $0 == UInt8(ascii: "\n") }
    let omitted = max(lines - mounts.count, isCut ? 1 : 0)
    return (mounts, omitted > 0 ? omitted : nil)
  }

  private static func bytes(of access: NamespaceAccess) throws(Errno) -> (
    text: [UInt8], isCut: Bool
  ) {
    let end = Host.threadTime + ReadLimits.mountSeconds
    if access.isOwn {
      return try Descriptor.open("/proc/self/mountinfo").mountTable { Host.threadTime < end }
    }
    do throws(Errno) {
      // A member may have another root directory and see but a part.
      return try access.open().mountInfo(proc: Descriptor.open("/proc")) { Host.threadTime < end }
    } catch {
      let bytes = try? access.memberBytes("mountinfo") { file throws(Errno) in
        try file.mountTable { Host.threadTime < end }
      }
      guard let bytes else { throw error }
      return bytes
    }
  }

  /// Orders mounts as a tree.
  static func tree(_ mounts: [MountInfo]) -> [Mount] {
    let ids = Set(mounts.map(\.id))
    let children = Dictionary(grouping: mounts) { ids.contains($0.parent) ? $0.parent : -1 }
    var tree: [Mount] = []
    // The root of the initial namespace is its own parent.
    let roots = (children[-1] ?? []) + mounts.filter { $0.parent == $0.id }
    // Anybody may stack thousands of mounts, more than functions that call themselves can follow.
    var waiting = roots.reversed().map { (mount: $0, depth: 0) }
    while let (mount, depth) = waiting.popLast() {
      let below = (children[mount.id] ?? []).filter { $0.id != mount.id }
      let isHidden = below.contains { $0.mountPoint == mount.mountPoint }
      tree.append(Mount(mount, depth: depth, isOvermounted: isHidden))
      waiting += below.reversed().map { ($0, depth + 1) }
    }
    return tree
  }

  var sections: [FactSection] {
    var sections = [FactSection(Text("mounts"), mounts) { $0.line }]
    if let omitted {
      let words = Text("at least \(omitted) more")
      sections.append(FactSection(Text("not read"), [FactLine(.noLabel, words)]))
    }
    if let difference {
      func lines(_ label: Text, _ paths: [String]) -> [FactLine] {
        paths.map { FactLine(label, Text(verbatim: $0)) }
      }
      let lines =
        lines(Text("only here"), difference.added)
        + lines(Text("another"), difference.replaced)
        + lines(Text("not here"), difference.missing)
      let title = Text("against the initial mnt namespace")
      sections.append(FactSection(title, lines) { $0 })
    }
    return sections
  }
}

extension MountContents.Mount {
  fileprivate init(_ mount: MountInfo, depth: Int, isOvermounted: Bool) {
    func group(_ name: String) -> Int? {
      mount.propagation.first { $0.hasPrefix(name) }.flatMap { Int($0.dropFirst(name.count)) }
    }
    let own = mount.options.split(separator: ",").map { String($0) }
    let shared = mount.superOptions.split(separator: ",").map { String($0) }
    self.init(
      depth: depth, path: mount.mountPoint, source: mount.source, root: mount.root,
      type: mount.fileSystem, options: own + shared.filter { !own.contains($0) },
      peerGroup: group("shared:"), masterGroup: group("master:"),
      isUnbindable: mount.propagation.contains("unbindable"), isOvermounted: isOvermounted,
      layers: mount.fileSystem == "overlay" ? Self.layers(shared) : [])
  }

  private static func layers(_ options: [String]) -> [String] {
    func values(_ name: String) -> [String] {
      options.filter { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
    }
    let lower = values("lowerdir=").flatMap { $0.split(separator: ":").map { String($0) } }
    return values("upperdir=") + lower + values("lowerdir+=") + values("datadir+=")
  }

  fileprivate var line: FactLine {
    // The words of mount_namespaces(7), which mount(8) takes too.
    let propagation = [
      peerGroup.map { Text(verbatim: "shared \($0)") },
      masterGroup.map { Text("slave of \($0)") },
      isUnbindable ? Text(verbatim: "unbindable") : nil,
      peerGroup == nil && masterGroup == nil ? Text(verbatim: "private") : nil,
    ]
    let isLayered = !layers.isEmpty
    // The layers are told apart; as options they would come twice.
    let shown = options.filter { !isLayered || !$0.contains("dir") }
    return FactLine(
      Text(
        verbatim: String(repeating: "  ", count: min(max(depth, 0), ReadLimits.mountDepth)) + path),
      [
        Text(verbatim: type),
        root == "/" ? Text(verbatim: source) : Text("\(source) at \(root)"),
        Text(verbatim: shown.joined(separator: ",")),
        propagation.compactMap(\.self).joined(separator: " "),
        isOvermounted ? Text("hidden by a mount on it") : nil,
        isLayered
          ? Text("layers \(layers.joined(separator: Text(" over ")))")
          : nil,
      ])
  }
}

extension MountContents.Difference {
  fileprivate init(_ here: [MountInfo], against there: [MountInfo]) {
    func byPath(_ mounts: [MountInfo]) -> [String: MountInfo] {
      // The last mount at a place is the one that is seen.
      Dictionary(mounts.map { ($0.mountPoint, $0) }, uniquingKeysWith: { $1 })
    }
    let (here, there) = (byPath(here), byPath(there))
    added = here.keys.filter { there[$0] == nil }.sorted()
    missing = there.keys.filter { here[$0] == nil }.sorted()
    replaced = here.keys.filter { path in
      guard let mine = here[path], let theirs = there[path] else { return false }
      return mine.device != theirs.device || mine.root != theirs.root
    }.sorted()
  }
}
