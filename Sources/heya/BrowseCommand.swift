internal import ArgumentParser
internal import BPFIterators
internal import Curses
internal import Explorer
internal import Localization
internal import Reporting
internal import Settings
internal import SystemCalls

/// `heya` without a subcommand: the interface on a terminal, else the tree as text.
struct BrowseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "browse",
    abstract: "Explore on the terminal; without one, print the tree.")

  @Option(help: "Scan every so many seconds, 0.1 to 3600; 1 when not given.")
  var interval: Double?

  @Option(help: "The view to begin with, such as kinds or processes.")
  var view: ViewName?

  @Flag(help: "Draw nothing but ASCII.")
  var ascii = false

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Flag(help: "Refuse everything that changes the host.")
  var readonly = false

  @Flag(help: "Have the kernel hand over all tasks in one pass; takes CAP_BPF and CAP_PERFMON.")
  var iterator = false

  @Option(help: "The colours: default, light, high-contrast, color-blind or mono.")
  var theme: Theme?

  @Option(help: "The language, en or ja; the locale's when not given.")
  var lang: Language?

  @Option(help: "Browse this file, which `heya capture` wrote, instead of the running host.")
  var from: String?

  @OptionGroup var file: ConfigurationOption

  func validate() throws {
    if let interval, !(0.1...3600).contains(interval) {
      throw ValidationError(
        Text("--interval takes 0.1 to 3600 seconds, not \(interval)"))
    }
  }

  func run() throws {
    guard TerminalMode.isTerminal(0), TerminalMode.isTerminal(1) else {
      let file = (from.map { ["--from", $0] } ?? []) + (iterator ? ["--iterator"] : [])
      return try TreeCommand.parse(file + ["--lang", (lang ?? .preferred).rawValue]).run()
    }
    if let from, iterator { throw IteratorError.recorded(from).leave(lang ?? .preferred) }
    let capture = try from.map { try Capture(file: $0) }
    let configuration = try file.read(lang ?? .preferred)
    var options = options(configuration)
    // A capture is looked at for once: what is remembered is of the host.
    let stateFile = capture == nil ? StateFile() : nil
    let content = stateFile?.read()
    if case .state(let state)? = content, theme == nil, !configuration.sets("theme") {
      options.theme = state.theme
    }
    let session = try InterfaceLoop(
      options: options, capture: capture, stateFile: stateFile, content: content)
    if let signal = try session.run().signal { signal.die() }
  }

  /// What the configuration says, and over it what the command line does.
  private func options(_ configuration: Configuration) -> Options {
    var options = Options()
    options.language = .preferred
    configuration.apply(to: &options)
    if let interval { options.interval = interval }
    if let view { options.view = view }
    if let theme { options.theme = theme }
    if let lang { options.language = lang }
    if ascii { options.ascii = true }
    if noMouse { options.mouse = false }
    if iterator { options.iterator = true }
    options.readOnly = readonly
    options.utcOffset = Host.utcOffset
    options.capture = from
    return options
  }
}

extension Theme: ExpressibleByArgument {}

extension ViewName: ExpressibleByArgument {
  /// Reads the name of a view.
  package init?(argument: String) { self.init(name: argument) }

  /// The names of all views.
  package static var allValueStrings: [String] { allCases.map(\.name) }
}
