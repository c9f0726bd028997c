internal import ArgumentParser
internal import Description
internal import JSONCoding
internal import Namespaces
internal import Reporting
internal import SystemCalls

/// `heya why`: what keeps a namespace alive.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Tell what keeps a namespace alive, and what has to end for it to go.",
    discussion: """
      Of a container: the same for each of its namespaces that is not the host's. Of a process: which namespaces it keeps alive, and which would go with it. A descriptor on \
      its way through a unix socket (SCM_RIGHTS) keeps a namespace alive too and can be seen by \
      nobody.
      """)

  @Argument(help: TargetArgument.help)
  var target: TargetArgument

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var scan: ScanOptions

  func run() throws {
    let snapshot = try scan.snapshot(for: [target.target])
    if let container = try snapshot.container(target, isLive: scan.from == nil) {
      try show(container, in: snapshot)
      return scan.report(snapshot)
    }
    switch try snapshot.object(target, isLive: scan.from == nil) {
    case .namespace(let namespace):
      let lifetime = Lifetime(of: namespace, in: snapshot)
      try show(lifetime.lines(in: scan.language), lifetime.json)
    case .process(let process), .thread(let process, _):
      let exitImpact = ExitImpact(of: process, in: snapshot)
      try show(exitImpact.lines(in: scan.language), exitImpact.json)
    }
    scan.report(snapshot)
  }

  /// Each of its namespaces that is not the host's.
  private func show(_ container: Container, in snapshot: Snapshot) throws {
    let lifetimes = NamespaceKind.allCases.filter { container.sharing[$0] != .host }
      .compactMap { snapshot.namespace(inode: container.namespaces[$0]) }
      .map { Lifetime(of: $0, in: snapshot) }
    try show(
      Array(lifetimes.map { $0.lines(in: scan.language) }.joined(separator: [""])),
      [
        "container": .string(container.id.description),
        "namespaces": .array(lifetimes.map(\.json)),
      ])
  }

  private func show(_ lines: [String], _ value: JSONValue) throws {
    if json { return try StandardOutput.print(value) }
    try StandardOutput.print(lines)
  }
}
