internal import Namespaces
internal import Procfs

extension EntryPlan {
  /// The plan in a few lines, for a dialog: what is joined and what is shared, as whom, with which
  /// command, and what one should know.
  public var summary: [String] {
    var lines: [String] = []
    if !joins.isEmpty { lines.append("join    " + Self.list(joins.map(\.description))) }
    if !route.shared.isEmpty { lines.append("shared  " + Self.list(route.shared.map(\.name))) }
    if !route.leftOut.isEmpty { lines.append("kept    " + Self.list(route.leftOut.map(\.name))) }
    for step in steps {
      switch step {
      case .become(let uid, let gid, let name):
        lines.append("as      \(name.map { "\($0) " } ?? "")uid \(uid), gid \(gid)")
      case .changeDirectory(let path, _): lines.append("in      \(path)")
      case .execute(let paths, let arguments, _):
        let command = options.command.isEmpty ? paths : arguments
        lines.append("run     " + ShellWords(words: command).line)
      default: break
      }
    }
    return lines.map { String(visible: $0) } + notes
  }

  /// The plan step by step: each with its reason, its system calls and the page that tells more.
  public var explanation: [String] {
    var lines = ["To enter \(target):"] + EntryStep.explanation(of: steps)
    lines += notes.map { "Note: \($0)" }
    lines.append("The same as: \(commandLine)")
    if let nsenterLine { lines.append("Nearest with nsenter: \(nsenterLine)") }
    return lines
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}

extension RoomPlan {
  /// The plan step by step: each with its reason, its system calls and the page that tells more.
  public var explanation: [String] {
    ["To make the room:"] + EntryStep.explanation(of: steps) + notes.map { "Note: \($0)" }
      + ["The same as: \(commandLine)"]
  }
}

extension EntryStep {
  fileprivate static func explanation(of steps: [EntryStep]) -> [String] {
    var lines: [String] = []
    for (index, step) in steps.enumerated() {
      let words = step.words
      lines.append("\(index + 1). \(words.prefix(1).uppercased())\(words.dropFirst()).")
      for call in step.calls { lines.append("     \(call)") }
      if let page = step.manualPage { lines.append("     see \(page)") }
    }
    return lines
  }
}
