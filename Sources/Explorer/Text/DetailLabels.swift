import Localization
import Namespaces

/// The labels and sentences of the details.
extension Text {
  /// A line of running text, without a label.
  static let sentence = Text("", "")

  static let number = Text("number", "固有番号")
  static let owner = Text("owner", "所有者")
  static let madeBy = Text("made by", "作成者")
  static let ownerUser = Text("owner user", "所有ユーザー")
  static let parent = Text("parent", "親")
  static let members = Text("members", "メンバー")
  static let firstProcess = Text("first", "先頭")
  static let keptBy = Text("kept by", "維持")
  static let name = Text("name", "名前")
  static let age = Text("age", "経過時間")
  static let oldest = Text("oldest", "最長")
  static let noLinks = Text("No line here leads elsewhere.", "ほかへ移れる行はありません。")
  static let cpu = Text("CPU", "CPU")
  static let notMeasuredYet = Text("known after the next look", "次の走査で分かります")
  static let notCaptured = Text("not in a capture", "記録には含まれません")
  static let memory = Text("memory", "メモリ")
  static let command = Text("command", "コマンド")
  static let pidInside = Text("pid inside", "中のPID")
  static let user = Text("user", "ユーザー")
  static let runBy = Text("run by", "起動者")
  static let state = Text("state", "状態")
  static let threads = Text("threads", "スレッド")
  static let tid = Text("thread", "スレッド")
  static let process = Text("process", "プロセス")
  static let namespace = Text("namespace", "名前空間")
  static let flag = Text("flag", "フラグ")
  static let manual = Text("manual", "マニュアル")
  static let namespacesHere = Text("here", "総数")
  static let withoutProcess = Text("empty", "空")
  static let time = Text("time", "時刻")
  static let from = Text("from", "元")
  static let to = Text("to", "先")

  static let namespacesTitle = Text("namespaces", "名前空間")
  static let hiddenNamespaces = Text(
    "The kernel does not say: it takes the same user or CAP_SYS_PTRACE (ptrace(2)). "
      + "Start heya as root to see them.",
    "カーネルが開示しません。同じユーザーであるか、CAP_SYS_PTRACEが必要です（ptrace(2)）。"
      + "rootで起動すると見えます。")
  static let hiddenFromRoot = Text(
    "The kernel does not say, although heya is root: it takes CAP_SYS_PTRACE in the process's user "
      + "namespace, and all capabilities that the process has (ptrace(2)).",
    "heyaはrootですが、カーネルが開示しません。プロセスのuser名前空間でのCAP_SYS_PTRACEと、"
      + "プロセスの持つすべてのケーパビリティが必要です（ptrace(2)）。")
  static let notReadable = Text("not readable", "読めません")
  static let sameAsParent = Text("as its parent", "親と同じ")
  static let itsOwn = Text("its own", "独自")
  static let forChildren = Text("children:", "子:")
  static let nobody = Text("nobody", "なし")
  static func population(_ processes: Int, _ threads: Int) -> Text {
    let (processes, threads) = (Text.processes(processes), Text.threads(threads))
    return Text(
      "\(processes.english), \(threads.english)", "\(processes.japanese)、\(threads.japanese)")
  }
  static let looking = Text("Looking inside…", "中を調べています…")
  static let writing = Text("Working it out…", "準備しています…")
  static func andMore(_ count: Int) -> Text { Text("and \(count) more", "ほか \(count)") }

  static let onlyNamespaces = Text(
    "Only a namespace is kept alive by others. Select one to see by whom.",
    "何かに維持されるのは名前空間だけです。名前空間を選ぶと、その理由を表示します。")
  static let onlyNamespacesHold = Text(
    "Select a namespace to see what is inside.", "名前空間を選ぶと、その中身を表示します。")
  static let onlyNamespacesAreEntered = Text(
    "Select a process, a namespace or a container to see how it is entered.",
    "プロセス、名前空間、コンテナを選ぶと、入る手順を表示します。")
  static let initialStays = Text(
    "The kernel made it at boot; it stays as long as the system runs.",
    "起動時にカーネルが作ったもので、システムが動いている限りなくなりません。")
  static let noReasonSeen = Text(
    "Nothing seen keeps it alive: what does is hidden from you.",
    "維持しているものは、見える範囲にはありません。")
  static let endsWhen = Text(
    "It goes when all of these have ended or let go.",
    "これらがすべて終わるか手放すと、なくなります。")

  static let heldThread = Text("thread", "スレッド")
  static let heldChildren = Text("children", "子プロセス")
  static let heldDescriptor = Text("descriptor", "記述子")
  static let heldSocket = Text("socket", "ソケット")
  static let heldMount = Text("pin", "ピン")
  static let heldChild = Text("child", "子")
  static let heldOwned = Text("owns", "所有")
}

extension Holder {
  /// What sort of holder it is.
  var label: Text {
    switch self {
    case .thread: .heldThread
    case .forChildren: .heldChildren
    case .descriptor: .heldDescriptor
    case .socket: .heldSocket
    case .mount: .heldMount
    case .child: .heldChild
    case .owned: .heldOwned
    }
  }

  /// Which one it is.
  func described(_ language: Language) -> String {
    switch self {
    case .thread(let pid, let tid): "\(pid)/\(tid)"
    case .forChildren(let pid, _): "PID \(pid)"
    case .descriptor(let pid, let tid, let fd), .socket(let pid, let tid, let fd):
      "PID \(pid)\(tid.map { "/\($0)" } ?? ""), fd \(fd)"
    case .mount(let path, let mountNamespace): "\(path)  mnt:[\(mountNamespace)]"
    case .child(let id), .owned(let id): id.description
    }
  }
}

extension ProcessState {
  /// The state in a word (proc_pid_stat(5)).
  var words: Text {
    switch rawValue {
    case UInt8(ascii: "R"): Text("running", "実行中")
    case UInt8(ascii: "S"): Text("sleeping", "待機中")
    case UInt8(ascii: "D"): Text("waiting on a device", "入出力待ち")
    case UInt8(ascii: "Z"): Text("zombie", "ゾンビ")
    case UInt8(ascii: "T"): Text("stopped", "停止中")
    case UInt8(ascii: "t"): Text("traced", "トレース中")
    case UInt8(ascii: "I"): Text("idle", "アイドル")
    default: Text("", "")
    }
  }
}

extension Change.What {
  /// What happened, in a few words.
  var words: Text {
    switch self {
    case .appeared: Text("A namespace appeared", "名前空間が現れた")
    case .vanished: Text("A namespace vanished", "名前空間が消えた")
    case .started: Text("A process started in a namespace", "名前空間でプロセスが始まった")
    case .ended: Text("A process in a namespace ended", "名前空間のプロセスが終わった")
    case .moved: Text("Moved by setns(2) or unshare(2)", "setns(2)かunshare(2)で移った")
    }
  }
}
