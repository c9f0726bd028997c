internal import Namespaces

extension EntryPlan {
  /// The command that does the same in one line.
  public var commandLine: String {
    var shell = ShellWords(words: ["heya", "enter", target.description])
    let all = Set(NamespaceKind.allCases)
    let left = all.subtracting(options.kinds)
    if options.kinds.count < left.count {
      shell.append("--only", Self.names(options.kinds))
    } else if !left.isEmpty {
      shell.append("--except", Self.names(left))
    }
    switch options.identity {
    case .root: break
    case .user(let user): shell.append("--user", user)
    case .target: shell.append("--as-target")
    }
    if let directory = options.directory { shell.append("--cwd", directory) }
    switch options.environment {
    case .clean: break
    case .empty: shell.append("--clear-env")
    case .target: shell.append("--target-env")
    }
    for variable in options.variables { shell.append("--env", variable.assignment) }
    if options.joinsCgroup { shell.append("--cgroup") }
    if options.tools == .host { shell.append("--bring-tools") }
    if !options.command.isEmpty { shell.words += ["--"] + options.command }
    return shell.line
  }

  /// The line for nsenter(1) that comes nearest: with the same namespaces and user, but with the
  /// caller's terminal, descriptors and environment; nil when it cannot get there.
  public var nsenterLine: String? {
    guard options.tools == .room else { return nil }
    var shell = ShellWords(words: ["nsenter"])
    if let process = route.process { shell.append("--target", "\(process.pid)") }
    for join in route.joins {
      let option = "--\(Self.nsenterNames[join.namespace.kind] ?? join.namespace.kind.name)"
      if join.door == route.process.map({ Door.process(pid: $0.pid) }) {
        shell.append(option)
      } else if let path = join.door.path(join.namespace.kind) {
        shell.append("\(option)=\(path)")
      } else {
        return nil
      }
    }
    for step in steps {
      switch step {
      case .changeRoot: shell.append("--root")
      case .become(let uid, let gid, _): shell.append("--setuid", "\(uid)", "--setgid", "\(gid)")
      case .changeDirectory(let path, _): shell.append("--wdns=\(path)")
      case .execute(_, let arguments, _): shell.words += ["--"] + arguments
      default: break
      }
    }
    return shell.line
  }

  private static let nsenterNames: [NamespaceKind: String] = [.mnt: "mount"]

  private static func names(_ kinds: Set<NamespaceKind>) -> String {
    kinds.sorted().map(\.name).joined(separator: ",")
  }
}
