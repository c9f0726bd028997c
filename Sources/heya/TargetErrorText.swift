internal import Localization
internal import Namespaces
internal import SystemCalls

extension TargetError {
  /// One sentence: what is wrong and what to write instead.
  var words: Text { Text(description, japanese) }

  /// What the observer cannot see, where the target may be among it.
  var unseen: [Unseen] { if case .unknown(let unknown) = self { unknown.unseen } else { [] } }

  private var japanese: String {
    switch self {
    case .malformed(let text):
      "'\(text)' は対象として読めません。PID、PID/TID、net:[INODE]、id:NUMBER、"
        + "/run/netns/blue のようなパス、名前、self のいずれかを指定してください。"
    case .unknown(let unknown): unknown.japanese
    case .ambiguous(let what, let candidates):
      "'\(what)' は \(candidates.joined(separator: "、")) のどれかに絞れません。どれかを指定してください。"
    case .observerUnnumbered:
      "heya自身は /proc が示すpid名前空間の中におらず、そこでの番号を持ちません。"
        + "`mount -t proc proc /proc` で自分のものをマウントするか、プロセスを指定してください。"
    }
  }
}

extension UnknownTarget {
  fileprivate var japanese: String {
    let told = near.prefix(Self.shown).joined(separator: "、")
    let rest = near.count - Self.shown
    if !ended.isEmpty {
      return ended.map { container in
        let status = container.exitStatus.map { "、終了ステータス \($0)" } ?? ""
        let told = container.status.map { "（\($0)\(status)）" } ?? ""
        return "\(container.runtime) の '\(container.name)' は動いていません\(told)。"
          + "`\(container.startCommand)` で起動できます。"
      }.joined()
    }
    let missing = "\(what)はありません。"
    if !near.isEmpty {
      return missing + "\(told)\(rest > 0 ? "（似た名前はほかに \(rest) 件）" : "") のことでしょうか。"
        + "`heya containers` と `heya list` で全 \(near.count + others) 件の名前を確認できます。"
    }
    if others == 0 { return missing + "`heya list` で一覧できます。" }
    return missing + "\(others) 件の名前のどれにも似ていません。`heya containers` と `heya list` で一覧できます。"
  }

  private var what: String {
    switch target {
    case .process(let pid): "プロセス \(pid) "
    case .thread(let pid, let tid): "スレッド \(pid)/\(tid) "
    case .namespace(let kind, let inode): "名前空間 \(kind):[\(inode)] "
    case .unique(let number): "id が \(number) の名前空間"
    case .path(let path): "\(path) に名前空間"
    case .name(let name): "'\(name)' というもの"
    case .observer: "この /proc に heya 自身のプロセス"
    }
  }
}
