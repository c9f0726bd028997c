internal import Escaping
internal import NamespacePaths
internal import Namespaces
internal import Procfs

extension EntryOptions {
  /// The command that enters `target` with these choices.
  public func commandLine(entering target: EntryTarget) -> String {
    commandLine(entering: target.description)
  }

  func commandLine(entering target: String) -> String {
    var shell = ShellCommandLine(words: ["heya", "enter", target])
    if joinsAll { shell.append("--all") }
    let left = Set(NamespaceKind.allCases).subtracting(kinds)
    if kinds.count < left.count {
      shell.append("--only", Self.names(kinds))
    } else if !left.isEmpty {
      shell.append("--except", Self.names(left))
    }
    switch identity {
    case .root: break
    case .user(let user): shell.append("--user", user)
    case .target: shell.append("--as-target")
    }
    if let directory = directory { shell.append("--cwd", directory) }
    switch environment {
    case .clean: break
    case .empty: shell.append("--clear-env")
    case .target: shell.append("--target-env")
    }
    for variable in variables { shell.append("--env", variable.assignment) }
    if joinsCgroup { shell.append("--cgroup") }
    if tools == .host { shell.append("--bring-tools") }
    if isPrivileged { shell.append("--privileged") }
    if !command.isEmpty { shell.words += ["--"] + command }
    return shell.line
  }

  private static func names(_ kinds: Set<NamespaceKind>) -> String {
    kinds.sorted().map(\.name).joined(separator: ",")
  }
}

extension EntryPlan {
  /// The command that does the same in one line.
  public var commandLine: String {
    // To a namespace that nothing visible keeps alive its number alone leads.
    if case .number(let number, _)? = route.joins.first?.namespacePath {
      return options.commandLine(entering: "id:\(number)")
    }
    return options.commandLine(entering: target)
  }

  /// The line for nsenter(1) that comes nearest: with the same namespaces and user, but with the
  /// caller's terminal, descriptors and environment; nil when it cannot get there.
  public var nsenterLine: String? {
    guard options.tools == .target else { return nil }
    var shell = ShellCommandLine(words: ["nsenter"])
    if let process = route.process { shell.append("--target", "\(process.pid)") }
    for join in route.joins {
      let option = "--\(Self.nsenterNames[join.namespace.kind] ?? join.namespace.kind.name)"
      if case .process = join.namespacePath {
        shell.append(option)
      } else if let path = join.namespacePath.path(join.namespace.kind) {
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
    return String(visible: shell.line)
  }

  private static let nsenterNames: [NamespaceKind: String] = [.mnt: "mount"]
}
