internal import Localization
internal import Scanning
internal import SystemCalls

extension ScanError {
  /// One sentence: what, where, and what to do next.
  var words: Words {
    guard let reason else {
      return Words(
        description,
        "\(root) はprocファイルシステムではありません（マウントされていません）。"
          + "`mount -t proc proc \(root)` でマウントしてください。")
    }
    return Words(
      description,
      "\(root) を読めません（\(reason.name)）。`mount -t proc proc /proc` で作るような"
        + "procファイルシステムが必要です。")
  }
}
