internal import ArgumentParser
internal import Contents
internal import Description
internal import JSONCoding
internal import Localization
internal import Namespaces
internal import Reporting
internal import SystemCalls

/// `heya show`: everything known about a namespace, a process or a container.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show everything known about a namespace, a process or a container.",
    discussion: """
      Of a namespace: what it is, who may do what to it, and what is inside: interfaces, mounts, \
      id maps and the like. heya looks into a namespace without processes as well. Of a container: what it is, what \
      it uses and shares, and where each fact is known from. A list of more than 200, such as that of mounts, is told by its \
      first 8; --json has all of it. There a command line is whole up to 128 KiB; beyond 8 MiB of one user's (32 MiB of \
      root's) each is cut at 1 KiB. A cut one ends with ….
      """)

  @Argument(help: TargetArgument.help)
  var target: TargetArgument

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var scan: ScanOptions

  func run() throws {
    let capture = try scan.capture()
    let snapshot = try capture?.snapshot ?? scan.snapshot(for: [target.target])
    if let container = try snapshot.container(target, isLive: capture == nil) {
      let container = Described(container, in: SnapshotIndex(snapshot))
      try show(container.sections, container.document)
      return scan.report(snapshot)
    }
    let index = SnapshotIndex(snapshot)
    switch try snapshot.object(target, isLive: capture == nil) {
    case .process(let process):
      let process = Described(process, in: index)
      try show(process.sections, process.document)
    case .thread(let process, let thread):
      let process = Described(process, in: index)
      try show(process.sections(of: thread), process.document(of: thread))
    case .namespace(let namespace):
      let contents = ContentsResult(of: namespace, in: snapshot, capture)
      let namespace = Described(namespace, in: index)
      var document = namespace.document
      document["contents"] = contents.json
      try show(namespace.sections + contents.sections(in: snapshot), document)
    }
    scan.report(snapshot)
  }

  private func show(_ sections: [FactSection], _ document: JSONObject) throws {
    if json { return try StandardOutput.print(JSONValue.object(document)) }
    try StandardOutput.print(sections.lines(in: scan.language))
  }
}
