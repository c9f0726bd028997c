internal import ArgumentParser
internal import Description
internal import JSONCoding
internal import Localization
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

  @Option(help: "The columns, as in runtime,container,image.")
  var columns = CommaList(FieldKey.ofContainers)

  @Option(help: "The column to sort by; by runtime, group and name when not given.")
  var sort: FieldKey?

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
    let index = SnapshotIndex(snapshot)
    var rows = snapshot.containers.map { Described($0, in: index) }
      .filter { filter?.matches($0) ?? true }
    if let sort { rows = rows.sorted(by: sort) { sort.value($0) } }
    if json {
      let list = JSONValue.array(rows.map { .object(ContainerFields.all.json($0)) })
      let value: JSONValue = ["format": "heya/1", "containers": list]
      try StandardOutput.print(value)
    } else {
      let table = Table(columns.elements, rows, scan.language) { $0.value($1) }
      try StandardOutput.print(table.lines(heading: !noHeader))
    }
    scan.report(snapshot)
  }
}
