internal import ArgumentParser
internal import Contents
internal import Explorer
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
      try show(container, in: snapshot)
      return scan.report(snapshot)
    }
    switch try snapshot.object(target, isLive: capture == nil) {
    case .process(let process): try show(ProcessFacts(process, in: snapshot))
    case .thread(let process, let thread):
      try show(ProcessFacts(process, thread: thread, in: snapshot))
    case .namespace(let namespace):
      try show(
        NamespaceFacts(namespace, in: snapshot),
        ContentsResult(of: namespace, in: snapshot, capture),
        in: snapshot)
    }
    scan.report(snapshot)
  }

  private func show(_ container: Container, in snapshot: Snapshot) throws {
    if json { return try StandardOutput.print(container.json(in: snapshot)) }
    var sections = ContainerFacts(container, in: snapshot, scan.language).sections.map {
      FactSection(
        Text(verbatim: $0.title),
        $0.lines.map { FactLine(Text(verbatim: $0.label), Text(verbatim: $0.value)) })
    }
    sections[0].title = Text(verbatim: "\(container.runtime):\(container.name)")
    try show(sections)
  }

  private func show(_ facts: ProcessFacts) throws {
    if json { return try StandardOutput.print(facts.json) }
    try show(facts.sections)
  }

  private func show(_ facts: NamespaceFacts, _ inside: ContentsResult, in snapshot: Snapshot) throws
  {
    if json {
      var object = facts.json.object
      object["contents"] = inside.json
      return try StandardOutput.print(JSONValue.object(object))
    }
    try show(facts.sections + inside.sections(in: snapshot))
  }

  private func show(_ sections: [FactSection]) throws {
    try StandardOutput.print(sections.lines(in: scan.language))
  }
}
