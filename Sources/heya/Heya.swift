internal import ArgumentParser
internal import Glibc
internal import Kernel

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

  /// Runs the command that the arguments name: exit status 2 for wrong usage, 1 for a failure.
  static func main() {
    do {
      if let entry = Entry(plainly: CommandLine.arguments.dropFirst()) { return try entry.run() }
      var command = try parseAsRoot()
      try command.run()
    } catch {
      leave(with: error)
    }
  }

  private static func leave(with error: any Error) -> Never {
    // The status of a command in a room is its own, whatever it would mean here.
    if let code = error as? ExitCode { Glibc.exit(code.rawValue) }
    let code = exitCode(for: error)
    if code == .validationFailure {
      StandardError.print(fullMessage(for: error))
      exit(withError: ExitCode(2))
    }
    exit(withError: error)
  }
}
