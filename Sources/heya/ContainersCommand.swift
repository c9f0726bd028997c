internal import ArgumentParser
internal import Canvas
internal import Containers
internal import JSON
internal import Kernel
internal import Namespaces
internal import Scanning

/// `heya containers`: the rooms that people know by a name.
struct ContainersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "containers",
    abstract: "List containers and sandboxes, whoever made them",
    discussion: """
      Docker, Podman, containerd, Kubernetes, LXC, systemd-nspawn, Flatpak, browsers, named \
      networks and plain unshare: with what each shares with the host. No engine is asked, nor \
      needs to run.
      """)

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    // Names, not holders, are asked for; pins are, for the networks that `ip netns` named.
    var scanner = try Scanner(sources: [.mounts])
    let snapshot = try scanner.scan()
    var finder = try ContainerFinder()
    let containers = finder.containers(in: snapshot)
    if json {
      let list = containers.map { $0.json(in: snapshot) }
      print((["format": "heya/1", "containers": .array(list)] as JSONValue).text(.pretty))
    } else {
      for line in ContainerTable(containers, now: snapshot.taken).lines { print(line) }
      for note in finder.notes { print("\(note.what) could not be read: \(note.reason)") }
    }
  }
}

/// Containers as lines of text with aligned columns.
struct ContainerTable {
  /// The lines, the heading first.
  let lines: [String]

  init(_ containers: [Container], now: Double) {
    var rows = [["RUNTIME", "GROUP", "NAME", "IMAGE", "PID", "AGE", "USER", "SHARED WITH HOST"]]
    rows += containers.map { container in
      [
        container.runtime, container.group?.name ?? "-", container.name, container.image ?? "-",
        container.initProcess.map { String($0.pid) } ?? "-",
        container.started > 0 ? Self.age(now - container.started) : "-",
        container.user ?? String(container.uid),
        container.kindsOfHost.map(\.name).joined(separator: " "),
      ]
    }
    var widths = [Int](repeating: 0, count: rows[0].count)
    for row in rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.columns) }
    }
    lines = rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.columns)
        return column == row.count - 1 ? cell.0 : cell.0 + padding
      }.joined(separator: "  ")
    }
  }

  /// An age in its largest unit, such as `3m`.
  static func age(_ seconds: Double) -> String {
    let seconds = Int(max(0, seconds))
    switch seconds {
    case ..<60: return "\(seconds)s"
    case ..<3600: return "\(seconds / 60)m"
    case ..<86400: return "\(seconds / 3600)h"
    default: return "\(seconds / 86400)d"
    }
  }
}

extension Container {
  /// The container as an object of the format `heya/1`.
  func json(in snapshot: Snapshot) -> JSONValue {
    var namespaces = JSONObject()
    for kind in NamespaceKind.allCases where self.namespaces[kind] != 0 {
      namespaces[kind.name] = .string("\(kind.name):[\(self.namespaces[kind])]")
    }
    var joined = JSONObject()
    for kind in NamespaceKind.allCases {
      if case .container(let other) = sharing[kind] {
        joined[kind.name] = .string(other.description)
      }
    }
    let facts = Fact.allCases.compactMap { fact in
      sources[fact].map { JSONObject.Member(name: fact.rawValue, value: .string($0)) }
    }
    return [
      "runtime": .string(runtime),
      "id": .string(id.id),
      "name": .string(name),
      "image": image.map(JSONValue.string) ?? nil,
      "status": .string(status.rawValue),
      "pid": initProcess.map { .integer(Int64($0.pid)) } ?? nil,
      "group": group.map { .string($0.name) } ?? nil,
      "group_kind": group.map { .string($0.kind.rawValue) } ?? nil,
      "labels": .object(
        JSONObject(labels.map { JSONObject.Member(name: $0.key, value: .string($0.value)) })),
      "user": user.map(JSONValue.string) ?? nil,
      "uid": .integer(Int64(uid)),
      "started": started > 0 ? .number(started) : nil,
      "rootfs": rootfs.map(JSONValue.string) ?? nil,
      "cgroup": cgroup.map(JSONValue.string) ?? nil,
      "memory": memory.map { .integer(Int64(clamping: $0.used)) } ?? nil,
      "memory_limit": memory?.limit.map { .integer(Int64(clamping: $0)) } ?? nil,
      "outer": outer.map { .string($0.description) } ?? nil,
      "processes": .array(members.map { .integer(Int64($0)) }),
      "shares": .array(kindsOfHost.map { .string($0.name) }),
      "shares_with": .object(joined),
      "namespaces": .object(namespaces),
      "sources": .object(JSONObject(facts)),
    ]
  }
}
