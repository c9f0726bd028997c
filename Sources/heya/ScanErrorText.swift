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
    let limit: String? =
      switch reason {
      case .tooManyDescriptors: "開けるファイルの数が足りません。`ulimit -n 1024` で増やしてください。"
      case .tooManyFiles:
        "ホスト全体で開いているファイルが /proc/sys/fs/file-max に達しています。上限を上げてください。"
      default: nil
      }
    if let limit { return Text(description, "\(root) を読めません（\(reason.name)）。\(limit)") }
    return Text(
      description,
      "\(root) を読めません（\(reason.name)）。`mount -t proc proc /proc` で作るような"
        + "procファイルシステムが必要です。")
  }
}
