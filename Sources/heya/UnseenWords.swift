internal import Namespaces
internal import Wording

extension Unseen {
  /// One line that says what could not be seen.
  var words: Words {
    let isCounted = count > 0
    return Words(
      "not seen: \(isCounted ? "\(count) " : "")\(what) (\(reason))",
      "見えないもの: \(japaneseWhat)\(isCounted ? " \(count)" : "")（\(japaneseReason)）")
  }

  private var japaneseWhat: String {
    switch Thing(rawValue: what) {
    case .links: "名前空間が隠されたプロセス"
    case .descriptors: "記述子が隠されたプロセス"
    case .sockets: "名前空間が隠されたソケット"
    case .numbered: "カーネルの一覧にはあるが、ここからは誰も開けない名前空間"
    case .pins: "ピンが隠されたマウント名前空間"
    case .threads: "/procが隠すプロセスのスレッド"
    case nil: kind.map { "\($0) 名前空間" } ?? what
    }
  }

  /// A capture holds the reason in English, as JSON does; what nobody translated stays so.
  private var japaneseReason: String {
    if kind != nil { return "このカーネルにはありません" }
    if reason == Self.forbidden {
      return "EACCES: セキュリティモジュール、または対象だけが持つ権限のため、見ることができません"
    }
    if let names = reason.between("EACCES: it takes ", " (use sudo)") {
      let names = names.split(separator: " and ").joined(separator: "と")
      return "EACCES: \(names)が必要です。sudoを使ってください"
    }
    if let option = reason.between(
      "it is mounted with ", ", and seeing all takes CAP_SYS_PTRACE (use sudo)")
    {
      return "\(option)でマウントされています。すべてを見るにはCAP_SYS_PTRACEが必要です。sudoを使ってください"
    }
    return reason
  }
}

extension Unseen {
  /// The kind that the kernel does not have, when that is what the note says.
  private var kind: NamespaceKind? { NamespaceKind.allCases.first { self == Unseen(missing: $0) } }
}

extension String {
  /// What stands between a beginning and an end; nil where there is another beginning or end.
  fileprivate func between(_ start: String, _ end: String) -> Substring? {
    guard hasPrefix(start), hasSuffix(end), count >= start.count + end.count else { return nil }
    return dropFirst(start.count).dropLast(end.count)
  }
}
