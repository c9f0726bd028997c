/// Why a target could not be found.
public enum TargetError: Error, Sendable, Hashable {
  /// The text is no target at all.
  case malformed(String)

  /// There is no such process, thread, namespace or container.
  case unknown(UnknownTarget)

  /// Several objects have the name.
  case ambiguous(String, candidates: [String])

  /// The observer has no number in the `/proc` that is shown to it.
  case observerUnnumbered
}

/// What was named and does not exist, and what somebody may have meant.
public struct UnknownTarget: Sendable, Hashable {
  /// What was named.
  public var target: Target

  /// Names that come near to that, the nearest first.
  public var near: [String]

  /// How many other names there are.
  public var others: Int

  /// Containers of that name that do not run.
  public var ended: [EndedContainer] = []

  /// What is hidden from the observer, among which the target may be.
  public var unseen: [Unseen]

  /// Looks for names near to `target`, which is not in `snapshot`.
  init(_ target: Target, in snapshot: Snapshot) {
    self.target = target
    unseen = snapshot.unseen.filter { note in
      if case .thing = note.what { true } else { false }
    }
    var names: Set<String>
    let wanted: String
    switch target {
    case .name(let name):
      let parts = name.split(separator: ":", maxSplits: 1)
      let made = snapshot.containers.filter { parts.count == 2 && $0.runtime == parts[0] }
      names = Set((made.isEmpty ? snapshot.containers : made).map(\.name))
      if made.isEmpty { names.formUnion(snapshot.namespaces.flatMap(\.names)) }
      wanted = made.isEmpty ? name : String(parts[1])
    case .path(let path):
      names = Set(snapshot.namespaces.flatMap(\.pinPaths))
      wanted = path.description
    case .process(let pid):
      // Digits are a pid, even where somebody gave them to a container as a name.
      let text = String(pid)
      names = Set(
        snapshot.containers.filter { $0.name == text }.map { "\($0.runtime):\($0.name)" })
      wanted = text
    default: (names, wanted) = ([], "")
    }
    near = names.sorted().near(wanted)
    others = names.count - near.count
  }
}

extension Namespace {
  /// Where it is pinned.
  fileprivate var pinPaths: [String] {
    holders.compactMap { if case .mount(let path, _) = $0 { path.description } else { nil } }
  }
}

extension TargetError: CustomStringConvertible {
  /// One sentence: what is wrong and what to write instead.
  public var description: String {
    switch self {
    case .malformed(let text):
      "'\(text)' is no target: write a PID, PID/TID, net:[INODE], id:NUMBER, a path such as "
        + "/run/netns/blue, a name, or self."
    case .unknown(let unknown): unknown.description
    case .ambiguous(let what, let candidates):
      "'\(what)' may be \(candidates.joined(separator: " or ")): write which."
    case .observerUnnumbered:
      "heya itself is not in the pid namespace that /proc shows, and has no number there: mount its "
        + "own with `mount -t proc proc /proc`, or name a process."
    }
  }
}

extension UnknownTarget: CustomStringConvertible {
  /// How many of the names that come near are told.
  package static let shown = 5

  /// One sentence: what there is not, and what comes near.
  public var description: String {
    let told = near.prefix(Self.shown).joined(separator: ", ")
    let rest = near.count - Self.shown
    if !ended.isEmpty {
      return ended.map { container in
        let status = container.exitStatus.map { " with status \($0)" } ?? ""
        let told = container.status.map { " (\($0)\(status))" } ?? ""
        return "'\(container.name)' of \(container.runtime) does not run\(told): "
          + "`\(container.startCommand)` starts it."
      }.joined(separator: " ")
    }
    let all = "`heya containers` and `heya list` show"
    if !near.isEmpty {
      let more = rest > 0 ? " or \(rest) more like it" : ""
      let names = near.count + others
      return "there is no \(what): did you mean \(told)\(more)? "
        + "\(all) \(names == 1 ? "that name" : "all \(names) names")."
    }
    if others == 0 { return "there is no \(what): `heya list` shows what there is." }
    return "there is no \(what), and nothing like it among \(others) "
      + "\(others == 1 ? "name" : "names"): \(all) what there is."
  }

  private var what: String {
    switch target {
    case .process(let pid): "process \(pid)"
    case .thread(let pid, let tid): "thread \(pid)/\(tid)"
    case .namespace(let kind, let inode): "namespace \(kind):[\(inode)]"
    case .unique(let number): "namespace with id \(number)"
    case .path(let path): "namespace at \(path)"
    case .name(let name): "'\(name)'"
    case .observer: "process of heya's own in this /proc"
    }
  }
}
