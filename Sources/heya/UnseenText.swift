internal import Localization
internal import Namespaces

extension Unseen {
  /// One line that says what could not be seen.
  var words: Text {
    let isCounted = count > 0
    return Text(
      "not seen: \(isCounted ? "\(count) " : "")\(what.english(count)) (\(reason))",
      "見えないもの: \(what.japanese)\(isCounted ? " \(count)" : "")（\(reason.japanese)）")
  }
}

extension Unseen.What {
  /// The text after a number; what a capture says is of many.
  fileprivate func english(_ count: Int) -> String {
    guard count == 1, case .thing(let thing) = self else { return description }
    return switch thing {
    case .links: "process whose namespaces are hidden"
    case .commandLines: "command line of a process"
    case .descriptors: "process whose descriptors are hidden"
    case .sockets: "socket whose namespace is hidden"
    case .numbered: "namespace that the kernel lists and lets nobody here open"
    case .pins: "mount namespace whose pins are hidden"
    case .threads: "thread of processes that /proc hides"
    case .longCommandLines: "process whose command line is cut"
    case .someThreads: "process whose threads were not all looked at"
    case .nestedPIDs: "process whose pids in nested namespaces were not read"
    case .openFiles: "process whose descriptors were not all looked at"
    case .mounts: "mount namespace whose mounts were not all read"
    case .runtimeFiles: "question about containers that was not asked"
    case .containers: "container that was not looked into"
    case .labels: "container whose labels or other texts are cut"
    }
  }

  fileprivate var japanese: String {
    switch self {
    case .thing(.links): "名前空間が隠されたプロセス"
    case .thing(.descriptors): "記述子が隠されたプロセス"
    case .thing(.sockets): "名前空間が隠されたソケット"
    case .thing(.numbered): "カーネルの一覧にはあるが、ここからは誰も開けない名前空間"
    case .thing(.pins): "ピンが隠されたマウント名前空間"
    case .thing(.threads): "/procが隠すプロセスのスレッド"
    case .thing(.commandLines): "プロセスのコマンドライン"
    case .thing(.longCommandLines): "コマンドラインを途中で切ったプロセス"
    case .thing(.someThreads): "スレッドをすべては調べなかったプロセス"
    case .thing(.nestedPIDs): "入れ子の名前空間でのpidを読まなかったプロセス"
    case .thing(.openFiles): "記述子をすべては調べなかったプロセス"
    case .thing(.mounts): "マウントをすべては読まなかったマウント名前空間"
    case .thing(.runtimeFiles): "コンテナについて調べなかった項目"
    case .thing(.containers): "詳しく調べなかったコンテナ"
    case .thing(.labels): "ラベルなどの文字列を途中で切ったコンテナ"
    case .kind(let kind): "\(kind) 名前空間"
    case .file(let path): path
    }
  }
}

extension Unseen.Reason {
  fileprivate var japanese: String {
    switch self {
    case .takes(let capabilities):
      "EACCES: \(capabilities.map(\.name).joined(separator: "と"))が必要です。sudoを使ってください"
    case .lacks(let capabilities):
      "EACCES: \(capabilities.map(\.name).joined(separator: "と"))が必要ですが、heyaはrootでも持っていません。"
        + "コンテナかサービスマネージャーが外しています"
    case .above(let capabilities):
      "EACCES: heyaのいるuser名前空間より上での\(capabilities.map(\.name).joined(separator: "と"))が必要です"
    case .mounted(let option, byRoot: true):
      "\(option)でマウントされています。すべてを見るにはCAP_SYS_PTRACEが必要ですが、heyaはrootでも持っていません"
    case .mounted(let option, byRoot: false):
      "\(option)でマウントされています。すべてを見るにはCAP_SYS_PTRACEが必要です。sudoを使ってください"
    case .missing: "このカーネルにはありません"
    case .onlyBytes(let count): "先頭の \(count) バイトだけを読みました"
    case .onlyEntries(let count): "\(count) 項目だけを読みました"
    case .larger(let bytes): "\(bytes) バイトより大きいファイルです"
    case .share(let user): "ユーザー \(user) に 1 回の走査で割り当てた量を使い切りました"
    // The rest is for who wrote the file.
    case .notJSON: "JSONではありません"
    case .status(let number): "応答の状態は \(number) です"
    case .stuck(let pids):
      "ETIMEDOUT: 見ようとすると待たされるプロセス: " + pids.map(String.init).joined(separator: ", ")
    case .error(let text): String(text.prefix { $0 != ":" })
    case .fault(let fault): fault.japanese
    case .told(let text): text
    }
  }
}

extension Unseen.Fault {
  fileprivate var japanese: String {
    switch self {
    case .forbidden: "EACCES: セキュリティモジュール、または対象だけが持つ権限のため、見ることができません"
    case .noTime: "ほかのプロセスの応答を待ったため、次回以降に読みます"
    case .filtered: "必要なシステムコールを、フィルターが拒んでいるか、カーネルが持っていません"
    case .silentFile: "2 秒待っても応答がありません"
    case .notRegular: "通常のファイルではありません"
    case .foreignSocket: "エンジンのユーザーのソケットではありません"
    case .silentSocket: "1 秒待っても応答がありません"
    case .largeAnswer: "応答が 8 MiB を超えています"
    case .answerNotHTTP: "応答がHTTPではありません"
    case .answerNotJSON: "応答がJSONではありません"
    }
  }
}
