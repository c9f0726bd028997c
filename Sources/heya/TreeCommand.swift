public import ArgumentParser
internal import Namespaces
public import Reporting

/// `heya tree`: the namespaces and their processes as a tree of text.
struct TreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Print the namespaces and their processes as a tree.")

  @Option(help: "What stands at the top: kind, owner, pid or process.")
  var by = TreeText.Order.kind

  @Flag(help: "Draw nothing but ASCII.")
  var ascii = false

  @OptionGroup var scan: ScanOptions

  func run() throws {
    let snapshot = try scan.snapshot()
    for line in TreeText(snapshot, ascii: ascii).lines(by: by) { print(line) }
    scan.report(snapshot.unseen)
  }
}

extension TreeText.Order: ExpressibleByArgument {}
