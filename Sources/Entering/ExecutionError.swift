public import Localization
internal import NamespacePaths
internal import Namespaces
public import SystemCalls

/// A step of an entry that the kernel refused, although the plan found nothing in its way.
public struct ExecutionError: Error, Sendable, Hashable {
  /// The step.
  public var step: EntryStep

  /// What the kernel said.
  public var error: Errno

  /// What was called until then, the last of it in vain.
  public var calls: [EntryCall]

  /// Whether not even the process could be started that was to do the step.
  public var isOfStart: Bool

  /// Creates a failure.
  public init(
    _ step: EntryStep, _ error: Errno, calls: [EntryCall] = [], isOfStart: Bool = false
  ) {
    self.step = step
    self.error = error
    self.calls = calls
    self.isOfStart = isOfStart
  }

  /// The status with which `heya enter` ends, as shells and container tools have it: 127 when there
  /// is no such command, 126 when it can't be executed, 125 when it did not come that far.
  public var code: Int32 {
    guard case .execute = step else { return 125 }
    return error == .noSuchFile ? 127 : 126
  }
}

extension ExecutionError {
  /// One sentence: which step failed and why, and what can be done.
  public var words: Text {
    let start = Text("start a process of heya's own")
    let step = isOfStart ? start : step.words
    guard let advice else { return Text("could not \(step): \(error)") }
    return Text("could not \(step): \(error); \(advice)")
  }

  /// Whether the target's seccomp filters judged what was called last.
  private var isFiltered: Bool {
    calls.dropLast().contains { if case .installFilters = $0.step { true } else { false } }
  }

  private var advice: Text? {
    if isOfStart { return denialAdvice(of: "memfd_create") }
    return switch (step, error) {
    case (.installFilters, _),
      (_, .notPermitted) where isFiltered, (_, .noSuchCall) where isFiltered:
      Text(
        "the target's seccomp filter forbids it; --privileged leaves the filter out, with your rights"
      )
    case (_, .noSuchProcess), (.holdProcess, .noSuchFile), (.openNamespace, .noSuchFile),
      (.openRoot, .noSuchFile):
      Text("the target has ended meanwhile, choose another member of its namespaces")
    case (_, .staleHandle):
      Text("the target has moved to other namespaces meanwhile, look at it again")
    case (.openNamespace, .timedOut):
      Text("the file server above its pin does not answer, end that server")
    case (_, .timedOut):
      Text("the target's files do not answer, try --bring-tools")
    case (.fork, .outOfMemory):
      Text("the pid namespace has lost its first process, nothing can start in it any more")
    case (.openNamespace, _), (.openRoot, _), (.holdProcess, _), (.joinTogether, _), (.join, _),
      (.make, _):
      denialAdvice(of: String(step.calls.first?.prefix { $0 != "(" } ?? "")) ?? limitAdvice
    case (.setGroups, .notPermitted), (.become, .notPermitted), (.become, .invalidArgument):
      Text("choose an id that the target's uid_map and gid_map hold")
    case (.execute, .noSuchFile):
      Text("the command or the interpreter it names is not in the target, try --bring-tools")
    case (.writeMaps(.subordinate), .noSuchFile):
      Text("/etc/subuid or /etc/subgid has no line for you, ask for one or use --user-map self")
    case (.pin(.mnt, _), .invalidArgument):
      Text("a mount namespace can be pinned only below a private mount (mount --make-private)")
    case (.setLabel, _):
      Text(
        "the security module refuses it; --privileged enters without the label, with your rights")
    case (.enterCgroup, _):
      Text("leave out --cgroup")
    case (.mountProcesses, _), (.attachTargetFiles, _), (.copyHostMounts, _):
      Text("keep the host's files with --except mnt")
    default:
      limitAdvice
    }
  }

  /// What refused a call that no missing capability explains: the plan found all that it takes.
  private func denialAdvice(of call: String) -> Text? {
    guard let denial = Denial(of: call, error) else { return nil }
    return Text("\(denial.reason); \(denial.remedy)")
  }

  /// Which limit of the kernel's was reached (namespaces(7), "Limits").
  private var limitAdvice: Text? {
    guard error == .noSpace else { return nil }
    let kinds: [NamespaceKind] =
      switch step {
      case .make(let kinds), .fork(let kinds): kinds
      case .copyHostMounts: [.mnt]
      default: []
      }
    if kinds.isEmpty { return nil }
    let files = kinds.map { "/proc/sys/user/max_\($0)_namespaces" }.joined(separator: ", ")
    let nests = kinds.contains { $0.isHierarchical }
    guard nests else { return Text("a limit is reached: raise \(files)") }
    return Text(
      """
      a limit is reached: raise \(files), or make it further up: user and pid namespaces nest 32 \
      deep at most
      """)
  }
}

extension ExecutionError: CustomStringConvertible {
  /// The sentence in English.
  public var description: String { words[.english] }
}
