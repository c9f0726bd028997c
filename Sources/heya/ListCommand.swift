internal import ArgumentParser
internal import Description
internal import JSONCoding
internal import Localization
internal import Namespaces
internal import Reporting
internal import Scanning
internal import SystemCalls

/// `heya list`: one row per namespace.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the namespaces, one row each.",
    discussion: FieldKey.all.reduce("Columns:") { "\($0)\n  \($1.key): \($1.help[.english])" })

  @Option(help: "Only namespaces of these kinds, as in net,pid.")
  var kind = CommaList(NamespaceKind.allCases)

  @Option(help: "The columns, as in kind,inode,procs.")
  var columns = CommaList(FieldKey.ofNamespaces)

  @Option(help: "The column to sort by.")
  var sort = FieldKey.kind

  @Option(
    help: "Only namespaces for which this is true; see `heya help filter`.",
    transform: Filter.init(argument:))
  var filter: Filter?

  @Flag(help: "Print JSON in the format heya/1.")
  var json = false

  @Flag(help: "Leave out the line that names the columns.")
  var noHeader = false

  @OptionGroup var scan: ScanOptions

  func run() throws {
    // A filter may ask for anything about the members, and so does a document.
    let fields = columns.elements + [sort]
    let isWhole = json || filter != nil || fields.contains { !$0.isInList }
    let snapshot = try scan.snapshot(
      isWhole ? .everything : .namespaces,
      findsContainers: isWhole || fields.contains { $0.tellsOfContainers })
    let index = SnapshotIndex(snapshot)
    let rows = snapshot.namespaces
      .filter { kind.elements.contains($0.kind) }
      .map { Described($0, in: index) }
      .filter { filter?.matches($0) ?? true }
      .sorted(by: sort) { sort.value($0) }
    if json {
      return try StandardOutput.print(snapshot.json(listing: rows.map(\.object)))
    }
    let table = Table(columns.elements, rows, scan.language) { $0.value($1) }
    try StandardOutput.print(table.lines(heading: !noHeader))
    scan.report(snapshot)
  }
}
