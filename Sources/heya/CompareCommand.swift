internal import ArgumentParser
internal import JSONCoding
internal import Localization
internal import Namespaces
internal import Reporting
internal import SystemCalls

/// `heya compare`: two tasks kind by kind, or two captures.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare the namespaces of two processes, or two captures.",
    discussion: """
      A row per kind says whether both live in the same namespace. What one shares with the host \
      although it has walls elsewhere is red where that opens the host: user, ipc, net, pid and mnt.
      Below stands what differs inside namespaces that they do not share, such as mounts, interfaces, \
      id maps and the host name.
      """)

  @Argument(help: TargetArgument.help)
  var a: String

  @Argument(help: "Another one.")
  var b: String

  @Flag(help: "A and B are files that `heya capture` wrote: tell what appeared, went and moved.")
  var captures = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var scan: ScanOptions

  func validate() throws {
    if captures { return }
    for text in [a, b] where TargetArgument(argument: text) == nil {
      throw ValidationError(TargetError.malformed(text).words)
    }
  }

  func run() throws {
    if captures { return try compareCaptures() }
    let capture = try scan.capture()
    let snapshot =
      try capture?.snapshot
      ?? scan.snapshot(for: [a, b].compactMap { TargetArgument(argument: $0)?.target })
    var comparison = TaskComparison(
      try side(a, in: snapshot), try side(b, in: snapshot), in: snapshot)
    for row in comparison.rows where row.relation == .different {
      guard let left = snapshot.namespace(inode: row.inodes.0),
        let right = snapshot.namespace(inode: row.inodes.1)
      else { continue }
      comparison.inside[row.kind] = ContentsDifference(between: left, right, in: snapshot, capture)
    }
    if json { return try StandardOutput.print(comparison.json) }
    try StandardOutput.print(
      comparison.lines(in: scan.language, colored: OutputStyle.isColored))
  }

  private func compareCaptures() throws {
    let report = DifferenceReport(
      from: try Capture(file: a).snapshot, to: try Capture(file: b).snapshot)
    if json { return try StandardOutput.print(report.json) }
    try StandardOutput.print(report.lines(in: scan.language))
  }

  private func side(_ text: String, in snapshot: Snapshot) throws -> TaskComparison.Side {
    guard let target = TargetArgument(argument: text) else { throw TargetError.malformed(text) }
    switch try snapshot.object(target, isLive: scan.from == nil) {
    case .process(let process):
      return TaskComparison.Side(name: "\(process.pid) \(process.name)", links: process.links)
    case .thread(let process, let thread):
      return TaskComparison.Side(
        name: "\(process.pid)/\(thread.tid) \(process.name)", links: thread.links)
    case .namespace(let namespace):
      var links = NamespaceLinks()
      links[namespace.kind] = namespace.id.inode
      return TaskComparison.Side(name: "\(namespace.id)", links: links)
    }
  }
}

/// How commands write to the standard output.
enum OutputStyle {
  /// Whether colours are wanted: on a terminal, unless `NO_COLOR` is set (no-color.org).
  static var isColored: Bool {
    TerminalMode.isTerminal(1) && (Host.variable("NO_COLOR") ?? "").isEmpty
  }
}
