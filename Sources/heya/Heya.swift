internal import ArgumentParser
internal import Escaping
internal import Glibc
internal import Localization
internal import Namespaces
internal import Scanning
internal import SystemCalls

/// The command line: an interface on a terminal, a tree as text elsewhere, and the subcommands.
@main
struct Heya: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heya",
    abstract: "Explore the namespaces of this host.",
    version: "0.1.0",
    subcommands: [
      BrowseCommand.self, ListCommand.self, TreeCommand.self, ShowCommand.self,
      CompareCommand.self, WhyCommand.self, ContainersCommand.self, EnterCommand.self,
      NewCommand.self, CaptureCommand.self, ExplainCommand.self, LearnCommand.self,
      KeysCommand.self, ConfigCommand.self,
      FilterTopic.self,
    ],
    defaultSubcommand: BrowseCommand.self)

  /// What the parser of arguments puts in front of its messages.
  static let _errorPrefix = Message.prefix

  /// Runs the command that the arguments name: exit status 2 for wrong usage, 1 for a failure.
  static func main() {
    Descriptor.reserveStandardStreams()
    do {
      try run()
      try StandardOutput.flush()
    } catch {
      leave(with: error)
    }
  }

  private static func run() throws {
    try MemoryLimits.check()
    let arguments = Host.arguments.dropFirst()
    if let entry = EnterInvocation(plainly: arguments) { return try entry.run() }
    try checkCommand(arguments.first == "help" ? arguments.dropFirst().first : arguments.first)
    var command = try parseAsRoot(Array(arguments))
    try command.run()
  }

  /// Refuses a word where a command has to stand: the parser would take it for an argument of the
  /// default command.
  private static func checkCommand(_ word: String?) throws {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word, !word.hasPrefix("-"), !names.contains(word) else { return }
    let near = names.near(word)
    let hint =
      if near.isEmpty {
        Text("there is \(list: names), and `heya show \(word)` shows what has that name")
      } else {
        Text("did you mean \(near.joined(separator: Text(" or ")))?")
      }
    throw ValidationError(
      Text("there is no command '\(word)'; \(hint)"))
  }

  /// Says what went wrong, or what was asked about the program itself, and ends with the status
  /// that goes with it.
  private static func leave(with error: any Error) -> Never {
    do {
      let status = try say(error)
      try StandardOutput.flush()
      Glibc.exit(status)
    } catch {
      // As SIGPIPE would end the program where nobody ignores it.
      if error.isBrokenPipe { Glibc.exit(128 + SIGPIPE) }
      Message.print(error.words, in: .requested)
      Glibc.exit(EXIT_FAILURE)
    }
  }

  private static func say(_ error: any Error) throws(OutputError) -> Int32 {
    // The status of a command that was entered is its own, whatever it would mean here.
    if let code = error as? ExitCode { return code.rawValue }
    if let sentence = MemoryLimits.explanation(of: error) {
      Message.print(sentence)
      return EXIT_FAILURE
    }
    switch error {
    case let error as OutputError: throw error
    case let error as TargetError: Message.print(error, in: .requested)
    case let error as any ToldError: Message.print(error.words, in: .requested)
    default: return try sayPlainly(error)
    }
    return EXIT_FAILURE
  }

  /// Says what the parser of arguments has to say.
  private static func sayPlainly(_ error: any Error) throws(OutputError) -> Int32 {
    let code = exitCode(for: error)
    let message = TerminalText.lines(of: fullMessage(for: error))
    if code == .success {
      try StandardOutput.print(message)
    } else {
      StandardError.print(message)
    }
    // In a rescue shell the next try would fail for another reason: better to hear it now.
    if code == .validationFailure, ProcView.here == .missing {
      Message.print(ScanError.noProc.words, in: .requested)
    }
    return code == .validationFailure ? 2 : code.rawValue
  }
}
