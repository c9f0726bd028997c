internal import ArgumentParser
internal import Entering
internal import Localization
internal import Namespaces

/// `heya enter`: a shell or a command inside a target.
struct EnterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enter",
    abstract: "Enter the namespaces of a process, or a namespace.",
    discussion: """
      Joins the namespaces of the process TARGET that differ from yours, or the one namespace TARGET, \
      and starts a shell there, or COMMAND. A program out of the target's own files gets no more rights \
      than the target has; one of the host's keeps yours. \
      A shell has a terminal of its own, relayed to yours; type ~. at the beginning of a line to \
      leave it behind. Ends with the command's exit status, 128+n when signal n ended it, 125 when \
      the target could not be entered, 126 or 127 when the command could not be executed or found.
      """)

  @Argument(help: TargetArgument.help)
  var target: TargetArgument

  @Flag(help: "With a namespace as TARGET, join all namespaces of its first process too.")
  var all = false

  @Option(help: "Join only these kinds, as in net,uts.")
  var only: CommaList<NamespaceKind>?

  @Option(help: "Join all kinds but these.")
  var except: CommaList<NamespaceKind>?

  @Option(help: "Be this user of the target: NAME or UID, with :GROUP or :GID where wanted.")
  var user: String?

  @Flag(help: "Be as the target: its ids, groups, rights, cgroup, environment.")
  var asTarget = false

  @Flag(help: "Be the target's root; the default where you may.")
  var asRoot = false

  @Option(help: "Start in this directory of the target.")
  var cwd: String?

  @Option(
    name: .customLong("env"), help: "Set a variable, as in KEY=VALUE; may be repeated.",
    transform: EnvironmentVariable.init(argument:))
  var variables: [EnvironmentVariable] = []

  @Flag(help: "Start with no variables but those of --env.")
  var clearEnv = false

  @Flag(help: "Start with the target's variables.")
  var targetEnv = false

  @Flag(help: "Be accounted to the target's cgroups.")
  var cgroup = false

  @Flag(help: "Keep your own rights for a program out of the target's files.")
  var privileged = false

  @Flag(help: "Use the host's shell and tools; the target's files are below /mnt, for you alone.")
  var bringTools = false

  @Flag(help: "Print the plan, step by step with its system calls, and do nothing.")
  var explain = false

  @Flag(help: "Print afterwards what was called and what the kernel returned.")
  var trace = false

  @Option(help: "The language, en or ja; the locale's when not given.")
  var lang: Language?

  @Argument(parsing: .postTerminator, help: "The command; a shell without one.")
  var command: [String] = []

  func validate() throws {
    if only != nil, except != nil {
      throw ValidationError(
        Text("--only and --except exclude each other"))
    }
    if [asTarget, asRoot, user != nil].count(where: { $0 }) > 1 {
      throw ValidationError(
        Text("--user, --as-root and --as-target exclude each other"))
    }
    if asTarget, privileged {
      throw ValidationError("--as-target and --privileged exclude each other")
    }
    if clearEnv, targetEnv {
      throw ValidationError(
        Text("--clear-env and --target-env exclude each other"))
    }
  }

  func run() throws {
    var entry = EnterInvocation(target)
    entry.options = options
    entry.isExplained = explain
    entry.reporter = EntryReporter(language: lang ?? .preferred, isTracing: trace)
    try entry.run()
  }

  private var options: EntryOptions {
    var options = EntryOptions()
    if let only { options.kinds = Set(only.elements) }
    if let except { options.kinds.subtract(except.elements) }
    options.joinsAll = all
    options.isPrivileged = privileged
    if let user { options.identity = .user(user) }
    if asTarget { options.identity = .target }
    options.directory = cwd
    options.environment = clearEnv ? .empty : targetEnv ? .target : .clean
    options.variables = variables
    options.joinsCgroup = cgroup
    options.tools = bringTools ? .host : .target
    options.command = command
    return options
  }
}

extension EnvironmentVariable {
  fileprivate init(argument: String) throws {
    guard let variable = EnvironmentVariable(parsing: argument) else {
      throw ValidationError(
        Text("'\(argument)' is not KEY=VALUE"))
    }
    self = variable
  }
}
