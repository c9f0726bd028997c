internal import BPFIterators
internal import Localization
internal import SystemCalls

extension InheritedContext {
  /// What confines the target, each with what becomes of it and why, a sentence each.
  var words: [Text] {
    [
      groupWords, boundingSetWords, privilegeWords, filterWords, labelWords, scoreWords,
      cgroupWords,
    ]
  }

  /// What a program of the target's, or one that shall be like it, escapes of its confinement.
  var shortfalls: [Text] {
    guard takesRights || isOwnProgram else { return [] }
    let losesLabel = target.label != nil && target.label != caller.label && label == nil
    let losesFilter = target.credentials.hasFilter && filtersToInstall == nil
    return (losesFilter ? [filterWords] : []) + (losesLabel ? [labelWords] : [])
  }

  private var groupWords: Text {
    let (english, japanese): (String, String) =
      switch groups {
      case .denied:
        (
          "not copied, the target's user namespace forbids setgroups(2): yours stay.",
          "引き継がない。対象のuser名前空間がsetgroups(2)を禁じるので、あなたのもののまま。"
        )
      case .kept: ("not copied, yours stay as you do.", "引き継がない。あなたのもののまま。")
      case .set([], let lost) where !isWanted || lost == 0:
        isWanted
          ? ("none, as the target.", "対象と同じく、なし。") : ("not copied, you get none.", "引き継がない。なしにする。")
      case .set([], let lost):
        (
          "not copied, the target's gid_map holds none of its \(lost).",
          "引き継げない。対象の \(lost) 個は、どれも対象のgid_mapにない。"
        )
      case .set(let groups, _) where !isWanted:
        (
          "not copied, you get \(Self.list(groups)) of the target's /etc/group.",
          "引き継がない。対象の /etc/group による \(Self.list(groups)) にする。"
        )
      case .set(let groups, lost: 0):
        ("copied, \(Self.list(groups)).", "引き継ぐ（\(Self.list(groups))）。")
      case .set(let groups, let lost):
        (
          "copied as far as the target's gid_map holds them (\(Self.list(groups))); \(lost) not.",
          "対象のgid_mapにあるもの（\(Self.list(groups))）だけを引き継ぐ。\(lost) 個はない。"
        )
      }
    return Text("Supplementary groups: \(english)", "補助グループ: \(japanese)")
  }

  private var boundingSetWords: Text {
    let count = surplus.nonzeroBitCount
    let (english, japanese) =
      if count == 0 {
        (
          "nothing to copy, yours allows no more than the target's.",
          "引き継ぐものがない。あなたの上限は対象のものより広くない。"
        )
      } else if takesRights {
        (
          "copied, \(count) capabilities of yours can never come back.",
          "引き継ぐ。あなたが得られるもののうち \(count) 個は二度と得られない。"
        )
      } else {
        (
          "not copied, the command can have \(count) capabilities that the target can't.",
          "引き継がない。対象が決して持てない \(count) 個も、コマンドは持てる。"
        )
      }
    return Text("Capability bounding set: \(english)", "ケーパビリティの上限: \(japanese)")
  }

  private var privilegeWords: Text {
    let own = caller.credentials.forbidsNewPrivileges
    let (english, japanese) =
      switch (target.credentials.forbidsNewPrivileges, own) {
      case (_, true):
        ("set, as you have it: nothing takes it back.", "あなたに設定されているので、そのまま。取り消せない。")
      case (false, false): ("not set, nor for the target.", "対象と同じく、設定されない。")
      case (true, false):
        takesRights
          ? ("copied, no setuid program gives privileges.", "引き継ぐ。setuidプログラムは特権を与えない。")
          : (
            "not copied, setuid programs can give privileges that the target can't get.",
            "引き継がない。対象は得られない特権を、setuidプログラムから得られる。"
          )
      }
    return Text("No_new_privs: \(english)", "no_new_privs: \(japanese)")
  }

  private var filterWords: Text {
    var (english, japanese) = Self.words(
      of: filters, isThere: target.credentials.hasFilter, isTaken: takesRights)
    if caller.credentials.hasFilter {
      english += " Yours goes along."
      japanese += "あなたのフィルターは付いていく。"
    }
    return Text("Seccomp: \(english)", "seccomp: \(japanese)")
  }

  private static func words(
    of filters: Result<[[UInt64]], IteratorError>?, isThere: Bool, isTaken: Bool
  ) -> (String, String) {
    if !isThere { return ("the target has no filter.", "対象にフィルターはない。") }
    if !isTaken {
      return (
        "not copied, the command may make calls that are forbidden to the target.",
        "引き継がない。対象に禁じられた呼び出しも、コマンドにはできる。"
      )
    }
    if let filters = try? filters?.get(), !filters.isEmpty {
      return (
        "copied, what is forbidden to the target is forbidden to the command.",
        "引き継ぐ。対象に禁じられた呼び出しは、コマンドにもできない。"
      )
    }
    return (
      """
      can't be copied. The kernel shows the target's filter only to a tracer that has stopped it \
      (PTRACE_SECCOMP_GET_FILTER), and heya stops nobody, or to a program in it, which it does not \
      take here (bpf(2)): the command may make calls that are forbidden to the target.
      """,
      """
      引き継げない。カーネルが対象のフィルターを見せるのは、対象をptrace(2)で止めた者\
      （PTRACE_SECCOMP_GET_FILTER。heyaは誰も止めない）と、カーネル内のプログラム（bpf(2)。\
      ここでは受け付けられない）だけである。対象に禁じられた呼び出しも、コマンドにはできる。
      """
    )
  }

  private var labelWords: Text {
    let (english, japanese): (String, String) =
      switch target.label {
      case nil: ("the target has none.", "対象にはない。")
      case caller.label?:
        ("the same as yours, \(target.label ?? "").", "あなたと同じ \(target.label ?? "")。")
      case let label?:
        takesRights
          ? ("copied, \(label).", "引き継ぐ（\(label)）。")
          : ("not copied, \(label) does not bind the command.", "引き継がない。\(label) はコマンドを縛らない。")
      }
    return Text("Security label: \(english)", "セキュリティラベル: \(japanese)")
  }

  private var scoreWords: Text {
    let (score, own) = (target.outOfMemoryScore, caller.outOfMemoryScore)
    let (english, japanese) =
      if score == own {
        ("the same as yours, \(own).", "あなたと同じ \(own)。")
      } else if outOfMemoryScore != nil {
        ("copied, \(score).", "引き継ぐ（\(score)）。")
      } else if isWanted {
        (
          "not copied, \(score) is below your \(own), and to lower it takes CAP_SYS_RESOURCE.",
          "引き継がない。\(score) はあなたの \(own) より低く、下げるには CAP_SYS_RESOURCE が要る。"
        )
      } else {
        (
          "not copied, yours of \(own) stays; the target's is \(score).",
          "引き継がない。あなたの \(own) のまま（対象は \(score)）。"
        )
      }
    return Text("OOM score adjustment: \(english)", "OOMスコアの調整値: \(japanese)")
  }

  private var cgroupWords: Text {
    let files = cgroupFiles
    let (english, japanese) =
      if cgroups.isEmpty {
        ("the same as yours.", "あなたと同じ。")
      } else if let refused = cgroups.first(where: { !files.contains($0.file) }), isWanted {
        (
          "not copied, \(refused.file) can't be written to (\(refused.refusal?.name ?? "")).",
          "引き継がない。\(refused.file) に書き込めない（\(refused.refusal?.name ?? "")）。"
        )
      } else if files.isEmpty {
        (
          "not copied, the command is accounted to yours; --cgroup changes that.",
          "引き継がない。資源はあなたのcgroupで数えられる（--cgroup で変えられる）。"
        )
      } else {
        ("copied, what the command takes counts there.", "引き継ぐ。コマンドの使う資源はそこで数えられる。")
      }
    return Text("Cgroup: \(english)", "cgroup: \(japanese)")
  }

  private static func list(_ items: [some CustomStringConvertible]) -> String {
    items.map(\.description).joined(separator: ", ")
  }
}
