internal import Localization
internal import Scanning
internal import SystemCalls

extension ScanError {
  /// One sentence: what, where, and what to do next.
  var words: Text {
    guard let reason else {
      return Text(
        description,
        "\(root) はprocファイルシステムではありません（マウントされていません）。"
          + "`mount -t proc proc \(root)` でマウントしてください。")
    }
    return Text(
      description,
      "\(root) を読めません（\(reason.name)）。`mount -t proc proc /proc` で作るような"
        + "procファイルシステムが必要です。")
  }
}
