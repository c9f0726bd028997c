internal import ArgumentParser
internal import Description
internal import Localization
internal import Namespaces
internal import Reporting
internal import SystemCalls

/// `heya tree`: the namespaces and their processes as a tree of text.
struct TreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Print the namespaces and their processes as a tree.",
    discussion: """
      With a filter, a namespace for which it is true stays with all its processes; ordered by \
      process, only the processes for which it is true stay. What is above them stays as well.
      """)

  @Option(help: "What stands at the top: kind, owner, pid or process.")
  var by = TreeText.Order.kind

  @Option(
    help: "Only what this is true of, and what is above that; see `heya help filter`.",
    transform: Filter.init(argument:))
  var filter: Filter?

  @Flag(help: "Draw nothing but ASCII.")
  var ascii = false

  @OptionGroup var scan: ScanOptions

  func run() throws {
    let snapshot = try scan.snapshot()
    let tree = TreeText(snapshot, filter: filter, ascii: ascii || !Language.isUnicode)
    try StandardOutput.print(tree.lines(by: by))
    scan.report(snapshot)
  }
}

extension TreeText.Order: ExpressibleByArgument {}
