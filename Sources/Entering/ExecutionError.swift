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
    let start = Text("start a process of heya's own", "heyaのプロセスを起動する")
    let step = isOfStart ? start : step.words
    let (english, japanese) = advice.map { ("; \($0.english)", "。\($0.japanese)") } ?? ("", "")
    return Text(
      "could not \(step.english): \(error)\(english)",
      "「\(step.japanese)」に失敗しました（\(error.name)）\(japanese)")
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
        "the target's seccomp filter forbids it; --privileged leaves the filter out, with your rights",
        "対象のseccompフィルターが禁じています。--privileged なら、フィルターなしで、あなたの権限で入ります")
    case (_, .noSuchProcess), (.holdProcess, .noSuchFile), (.openNamespace, .noSuchFile),
      (.openRoot, .noSuchFile):
      Text(
        "the target has ended meanwhile, choose another member of its namespaces",
        "対象はその間に終了しました。同じ名前空間の別のメンバーを選んでください")
    case (_, .staleHandle):
      Text(
        "the target has moved to other namespaces meanwhile, look at it again",
        "対象はその間にほかの名前空間に移りました。もう一度見てください")
    case (.openNamespace, .timedOut):
      Text(
        "the file server above its pin does not answer, end that server",
        "ピンの上にあるファイルサーバーが応答しません。サーバーを止めてください")
    case (_, .timedOut):
      Text(
        "the target's files do not answer, try --bring-tools",
        "対象のファイルが応答しません。--bring-tools を試してください")
    case (.fork, .outOfMemory):
      Text(
        "the pid namespace has lost its first process, nothing can start in it any more",
        "pid名前空間の最初のプロセスが終了しており、中ではもう何も始められません")
    case (.openNamespace, _), (.openRoot, _), (.holdProcess, _), (.joinTogether, _), (.join, _),
      (.make, _):
      denialAdvice(of: String(step.calls.first?.prefix { $0 != "(" } ?? "")) ?? limitAdvice
    case (.setGroups, .notPermitted), (.become, .notPermitted), (.become, .invalidArgument):
      Text(
        "choose an id that the target's uid_map and gid_map hold",
        "対象のuid_mapとgid_mapにあるIDを選んでください")
    case (.execute, .noSuchFile):
      Text(
        "the command or the interpreter it names is not in the target, try --bring-tools",
        "コマンドか、それが指すインタープリターが対象にありません。--bring-tools を試してください")
    case (.writeMaps(.subordinate), .noSuchFile):
      Text(
        "/etc/subuid or /etc/subgid has no line for you, ask for one or use --user-map self",
        "/etc/subuid か /etc/subgid にあなたの行がありません。加えてもらうか、--user-map self を使ってください")
    case (.pin(.mnt, _), .invalidArgument):
      Text(
        "a mount namespace can be pinned only below a private mount (mount --make-private)",
        "mnt名前空間のピンは、privateなマウント（mount --make-private）の下にだけ置けます")
    case (.setLabel, _):
      Text(
        "the security module refuses it; --privileged enters without the label, with your rights",
        "セキュリティモジュールが拒んでいます。--privileged なら、ラベルなしで、あなたの権限で入ります")
    case (.enterCgroup, _):
      Text("leave out --cgroup", "--cgroup を外してください")
    case (.mountProcesses, _), (.attachTargetFiles, _), (.copyHostMounts, _):
      Text(
        "keep the host's files with --except mnt", "--except mnt でホストのファイルを使ってください")
    default:
      limitAdvice
    }
  }

  /// What refused a call that no missing capability explains: the plan found all that it takes.
  private func denialAdvice(of call: String) -> Text? {
    guard let denial = Denial(of: call, error) else { return nil }
    return Text(
      "\(denial.reason.english); \(denial.remedy.english)",
      "\(denial.reason.japanese)。\(denial.remedy.japanese)")
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
    return Text(
      "a limit is reached: raise \(files)"
        + (nests ? ", or make it further up: user and pid namespaces nest 32 deep at most" : ""),
      "上限に達しました。\(files) を上げてください"
        + (nests ? "。user名前空間とpid名前空間の入れ子は32段までなので、もっと上で作る手もあります" : ""))
  }
}

extension ExecutionError: CustomStringConvertible {
  /// The sentence in English.
  public var description: String { words.english }
}
