internal import ArgumentParser
internal import JSONCoding
internal import Namespaces
internal import Reporting
internal import Scanning
internal import SystemCalls

/// `heya list`: one row per namespace.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the namespaces, one row each.",
    discussion: NamespaceColumn.allCases.reduce("Columns:") {
      "\($0)\n  \($1.rawValue): \($1.meaning)"
    })

  @Option(help: "Only namespaces of these kinds, as in net,pid.")
  var kind = CommaList(NamespaceKind.allCases)

  @Option(help: "The columns, as in kind,inode,procs.")
  var columns = CommaList(NamespaceColumn.standard)

  @Option(help: "The column to sort by.")
  var sort = NamespaceColumn.kind

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
    // A filter may ask for anything about the members, and so does who looks for containers.
    let detail: ScanDetail = filter == nil && !json ? .namespaces : .everything
    let snapshot = try scan.snapshot(detail)
    let namespaces = snapshot.namespaces
      .filter { kind.elements.contains($0.kind) }
      .filter { filter?.matches($0, in: snapshot) ?? true }
      .sorted { sort.precedes($0, $1, in: snapshot) }
    if json {
      return try StandardOutput.print(snapshot.json(listing: namespaces))
    }
    let table = Table(
      columns: columns.elements.map(\.layout),
      rows: namespaces.map { namespace in columns.elements.map { $0.text(namespace, in: snapshot) }
      })
    try StandardOutput.print(table.lines(heading: !noHeader))
    scan.report(snapshot)
  }
}
