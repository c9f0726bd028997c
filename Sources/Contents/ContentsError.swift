package import Localization
package import Namespaces
package import SystemCalls

/// Why a namespace could not be looked into.
package struct ContentsError: Error, Sendable, Hashable {
  /// The namespace.
  package var namespace: NamespaceID

  /// Its owner, nil when that is out of view.
  package var owner: NamespaceID?

  /// What the kernel said; ENOENT when nothing leads to the namespace any more.
  package var reason: Errno
}

extension ContentsError {
  /// One sentence: what, why, and what it would take.
  package var words: Text {
    let next =
      switch reason {
      case .notPermitted, .accessDenied:
        Text(
          "it takes CAP_SYS_ADMIN in \(owner.map { "\($0), its owner" } ?? "its owner"), and no filter or "
            + "security module in the way",
          "所有者\(owner.map { " \($0) " } ?? "")でのCAP_SYS_ADMINが必要です。フィルターやセキュリティモジュールが拒むこともあります")
      case .noSuchFile, .noSuchProcess:
        Text("what led to it is gone; scan again", "そこへ至る手がかりがなくなりました。もう一度走査してください")
      case .timedOut:
        Text(
          "the file server above its pin does not answer; end that server",
          "ピンの上にあるファイルサーバーが応答しません。サーバーを止めてください")
      default: Text("scan again", "もう一度走査してください")
      }
    return Text(
      "cannot look into \(namespace) (\(reason)): \(next.english).",
      "\(namespace) の中を見られません（\(reason.name)）。\(next.japanese)。")
  }

  /// Reads an error back from its English sentence, which a capture holds; nil for a sentence that
  /// says something else.
  ///
  /// - Parameters:
  ///   - sentence: the sentence.
  ///   - namespace: the namespace that could not be looked into.
  package init?(_ sentence: String, of namespace: Namespace) {
    let errors = (1...Self.lastErrno).lazy.map { number in
      Self(namespace: namespace.id, owner: namespace.owner, reason: Errno(rawValue: number))
    }
    guard let error = errors.first(where: { [$0.description, $0.earlier].contains(sentence) })
    else { return nil }
    self = error
  }

  /// The sentence of versions that told root, too, to use sudo.
  private var earlier: String {
    description.replacing(", and no filter or security module in the way", with: " (use sudo)")
  }

  /// The last of the numbers that Linux has (errno(3)).
  private static let lastErrno: Int32 = 133
}

extension ContentsError: CustomStringConvertible {
  /// The sentence in English.
  package var description: String { words.english }
}
