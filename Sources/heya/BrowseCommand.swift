internal import ArgumentParser
internal import Curses
internal import Explorer
internal import Kernel
internal import Reporting
internal import Wording

/// `heya` without a subcommand: the interface on a terminal, else the tree as text.
struct BrowseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "browse",
    abstract: "Explore on the terminal; without one, print the tree.")

  @Option(help: "Scan every so many seconds, 0.1 to 3600.")
  var interval = 1.0

  @Flag(help: "Draw nothing but ASCII.")
  var ascii = false

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Flag(help: "Refuse everything that changes the host.")
  var readonly = false

  @Option(help: "The colours: default, light, high-contrast, color-blind or mono.")
  var theme = Theme.standard

  @Option(help: "The language, en or ja; the locale's when not given.")
  var lang: Language?

  @Option(help: "Browse this file, which `heya capture` wrote, instead of the running host.")
  var from: String?

  func validate() throws {
    guard (0.1...3600).contains(interval) else {
      throw ValidationError("--interval takes 0.1 to 3600 seconds, not \(interval)")
    }
  }

  func run() throws {
    guard TerminalMode.isTerminal(0), TerminalMode.isTerminal(1) else {
      return try TreeCommand.parse(from.map { ["--from", $0] } ?? []).run()
    }
    let capture = try from.map { try Capture(file: $0) }
    var options = Options()
    options.interval = interval
    options.ascii = ascii
    options.mouse = !noMouse
    options.readOnly = readonly
    options.theme = theme
    options.language = lang ?? .preferred
    options.utcOffset = Host.utcOffset
    options.capture = from
    let session = try Session(
      options: options, colors: theme == .mono ? .mono : nil, capture: capture)
    if let signal = try session.run().signal { signal.die() }
  }
}

extension Theme: ExpressibleByArgument {}
