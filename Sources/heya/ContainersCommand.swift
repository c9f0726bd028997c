internal import ArgumentParser
internal import JSONCoding
internal import Namespaces
internal import Reporting
internal import SystemCalls

/// `heya containers`: containers, and what else people know by a name.
struct ContainersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "containers",
    abstract: "List containers and sandboxes, whoever made them.",
    discussion: """
      Docker, Podman, containerd, Kubernetes, LXC, systemd-nspawn, Flatpak, browsers, named \
      networks and plain unshare: with what each shares with the host. No engine needs to run; \
      Docker and Podman are asked only for names that the kernel and their files do not tell.
      """)

  @Option(
    help: "Only containers for which this is true; see `heya filter`.",
    transform: Filter.init(argument:))
  var filter: Filter?

  @Flag(help: "Print JSON in the format heya/1.")
  var json = false

  @Flag(help: "Leave out the line that names the columns.")
  var noHeader = false

  @OptionGroup var scan: ScanOptions

  func run() throws {
    let snapshot = try scan.snapshot()
    let containers = snapshot.containers.filter { filter?.matches($0, in: snapshot) ?? true }
    if json {
      let list = JSONValue.array(containers.map { $0.json(in: snapshot) })
      let value: JSONValue = ["format": "heya/1", "containers": list]
      try StandardOutput.print(value)
    } else {
      let table = Table(containers, in: snapshot)
      try StandardOutput.print(table.lines(heading: !noHeader))
    }
    scan.report(snapshot)
  }
}

extension Table {
  /// Containers with what people look for first.
  fileprivate init(_ containers: [Container], in snapshot: Snapshot) {
    self.init(
      columns: [
        Column("RUNTIME"), Column("GROUP"), Column("NAME"), Column("IMAGE"), Column("STATUS"),
        Column("PID", isNumeric: true), Column("AGE", isNumeric: true), Column("USER"),
        Column("SHARED WITH HOST"),
      ],
      rows: containers.map { container in
        [
          container.runtime, container.group?.name ?? "-", container.name, container.image ?? "-",
          container.status.rawValue, container.initProcess.map { String($0.pid) } ?? "-",
          container.started > 0 ? Age(seconds: snapshot.taken - container.started).short : "-",
          container.initProcess == nil ? "-" : snapshot.userName(of: container),
          container.kindsOfHost.map(\.name).joined(separator: " "),
        ]
      })
  }
}
