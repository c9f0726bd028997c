internal import Localization
internal import Namespaces
internal import SystemCalls

extension TargetError {
  /// One sentence: what is wrong and what to write instead.
  var words: Text {
    switch self {
    case .malformed(let text):
      Text(
        """
        '\(text)' is no target: write a PID, PID/TID, net:[INODE], id:NUMBER, a path such as \
        /run/netns/blue, a name, or self.
        """)
    case .unknown(let unknown): unknown.words
    case .ambiguous(let what, let candidates):
      Text("'\(what)' may be \(candidates.joined(separator: .choice)): write which.")
    case .observerUnnumbered:
      Text(
        """
        heya itself is not in the pid namespace that /proc shows, and has no number there: mount \
        its own with `mount -t proc proc /proc`, or name a process.
        """)
    }
  }

  /// What the observer cannot see, where the target may be among it.
  var unseen: [Unseen] { if case .unknown(let unknown) = self { unknown.unseen } else { [] } }
}

extension UnknownTarget {
  /// What there is not, and what comes near.
  fileprivate var words: Text {
    if let first = ended.first {
      return ended.dropFirst().reduce(first.words) {
        Text("\($0) \($1.words)", context: "sentences")
      }
    }
    if !near.isEmpty {
      return Text("there is no \(what): did you mean \(list: told)\(more)? \(whereAllAre)")
    }
    if others == 0 { return Text("there is no \(what): `heya list` shows what there is.") }
    return Text(
      others,
      one: """
        there is no \(what), and nothing like it among \(others) name: `heya containers` and \
        `heya list` show what there is.
        """,
      other: """
        there is no \(what), and nothing like it among \(others) names: `heya containers` and \
        `heya list` show what there is.
        """)
  }

  private var told: ArraySlice<String> { near.prefix(Self.shown) }

  private var more: Text {
    let rest = near.count - told.count
    return rest > 0 ? Text(" or \(rest) more like it") : Text(verbatim: "")
  }

  private var whereAllAre: Text {
    let names = near.count + others
    return names == 1
      ? Text("`heya containers` and `heya list` show that name.")
      : Text("`heya containers` and `heya list` show all \(names) names.")
  }

  private var what: Text {
    switch target {
    case .process(let pid): Text("process \(pid)", context: "missing")
    case .thread(let pid, let tid): Text("thread \(pid)/\(tid)", context: "missing")
    case .namespace(let kind, let inode):
      Text("namespace \(kind):[\(inode)]", context: "missing")
    case .unique(let number): Text("namespace with id \(number)", context: "missing")
    case .path(let path): Text("namespace at \(path)", context: "missing")
    case .name(let name): Text("'\(name)'", context: "missing")
    case .observer: Text("process of heya's own in this /proc", context: "missing")
    }
  }
}

extension EndedContainer {
  /// That it does not run, and what starts it.
  fileprivate var words: Text {
    Text("'\(name)' of \(runtime) does not run\(end): `\(startCommand)` starts it.")
  }

  private var end: Text {
    guard let status else { return Text(verbatim: "") }
    return exitStatus.map { Text(" (\(status) with status \($0))") } ?? Text(" (\(status))")
  }
}
