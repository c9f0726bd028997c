internal import ArgumentParser
internal import Entering
internal import Localization
internal import Namespaces
internal import Scanning
internal import SystemCalls

/// `heya new`: a shell or a command in new namespaces.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make new namespaces around a shell or a command.",
    discussion: """
      The shell has a terminal of its own, relayed to yours; type ~. at the beginning of a line to \
      leave it behind. A namespace ends with its last process, unless --pin keeps it.
      """)

  @Option(help: "The kinds to make new namespaces of, as in pid,mnt.")
  var kinds: CommaList<NamespaceKind>

  @Option(
    help: """
      Make a user namespace too, in which root is you: alone (self), or with the ids that \
      /etc/subuid gives you (ranges).
      """)
  var userMap: UserMap?

  @Option(help: "Keep the namespace by a bind mount at this path, several below a directory.")
  var pin: String?

  @Flag(help: "Print the plan, step by step with its system calls, and do nothing.")
  var explain = false

  @Flag(help: "Print afterwards what was called and what the kernel returned.")
  var trace = false

  @Option(help: "The language, en or ja; the locale's when not given.")
  var lang: Language?

  @Argument(parsing: .postTerminator, help: "The command; a shell without one.")
  var command: [String] = []

  func run() throws {
    let language = lang ?? .preferred
    let reporter = EntryReporter(language: language, isTracing: trace)
    try reporter.reporting {
      var options = NewNamespacesOptions(kinds: Set(kinds.elements), userMap: userMap)
      options.pin = pin
      options.command = command
      var scanner = try NamespaceScanner(sources: .processes, processes: [])
      let plan = try NewNamespacesPlan(options, for: scanner.scan().observer)
      if explain { return try StandardOutput.print(plan.explanation(in: language)) }
      try reporter.leave(plan.perform(from: EntryCaller(speaking: language)))
    }
  }
}
