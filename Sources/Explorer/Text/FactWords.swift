import Localization
import Namespaces

/// The labels and sentences of the details.
extension Words {
  /// A line of running text, without a label.
  static let sentence = Words("", "")

  static let number = Words("number", "固有番号")
  static let owner = Words("owner", "所有者")
  static let madeBy = Words("made by", "作成者")
  static let ownerUser = Words("owner user", "所有ユーザー")
  static let parent = Words("parent", "親")
  static let members = Words("members", "メンバー")
  static let firstProcess = Words("first", "先頭")
  static let keptBy = Words("kept by", "維持")
  static let name = Words("name", "名前")
  static let age = Words("age", "経過時間")
  static let oldest = Words("oldest", "最長")
  static let noLinks = Words("No line here leads elsewhere.", "ほかへ移れる行はありません。")
  static let cpu = Words("CPU", "CPU")
  static let notMeasuredYet = Words("known after the next look", "次の走査で分かります")
  static let notCaptured = Words("not in a capture", "記録には含まれません")
  static let memory = Words("memory", "メモリ")
  static let command = Words("command", "コマンド")
  static let pidInside = Words("pid inside", "中のPID")
  static let user = Words("user", "ユーザー")
  static let runBy = Words("run by", "起動者")
  static let state = Words("state", "状態")
  static let threads = Words("threads", "スレッド")
  static let tid = Words("thread", "スレッド")
  static let process = Words("process", "プロセス")
  static let namespace = Words("namespace", "名前空間")
  static let flag = Words("flag", "フラグ")
  static let manual = Words("manual", "マニュアル")
  static let namespacesHere = Words("here", "総数")
  static let withoutProcess = Words("empty", "空の部屋")
  static let time = Words("time", "時刻")
  static let from = Words("from", "元")
  static let to = Words("to", "先")

  static let rooms = Words("rooms", "部屋")
  static let hiddenRooms = Words(
    "The kernel does not say: it takes the same user or CAP_SYS_PTRACE (ptrace(2)). "
      + "Start heya as root to see them.",
    "カーネルが開示しません。同じユーザーであるか、CAP_SYS_PTRACEが必要です（ptrace(2)）。"
      + "rootで起動すると見えます。")
  static let hiddenFromRoot = Words(
    "The kernel does not say, although heya is root: it takes CAP_SYS_PTRACE in the process's user "
      + "namespace, and all capabilities that the process has (ptrace(2)).",
    "heyaはrootですが、カーネルが開示しません。プロセスのuser名前空間でのCAP_SYS_PTRACEと、"
      + "プロセスの持つすべてのケーパビリティが必要です（ptrace(2)）。")
  static let notReadable = Words("not readable", "読めません")
  static let sameAsParent = Words("as its parent", "親と同じ")
  static let itsOwn = Words("its own", "独自")
  static let forChildren = Words("children:", "子:")
  static let nobody = Words("nobody", "なし")
  static func population(_ processes: Int, _ threads: Int) -> Words {
    let (processes, threads) = (Words.processes(processes), Words.threads(threads))
    return Words(
      "\(processes.english), \(threads.english)", "\(processes.japanese)、\(threads.japanese)")
  }
  static let looking = Words("Looking inside…", "中を調べています…")
  static let writing = Words("Working it out…", "準備しています…")
  static func andMore(_ count: Int) -> Words { Words("and \(count) more", "ほか \(count)") }

  static let onlyNamespaces = Words(
    "Only a namespace is kept alive by others. Select one to see by whom.",
    "何かに維持されるのは名前空間だけです。名前空間を選ぶと、その理由を表示します。")
  static let onlyNamespacesHold = Words(
    "Select a namespace to see what is inside.", "名前空間を選ぶと、その中身を表示します。")
  static let onlyRoomsAreEntered = Words(
    "Select a process, a namespace or a container to see how it is entered.",
    "プロセス、名前空間、コンテナを選ぶと、入る手順を表示します。")
  static let initialStays = Words(
    "The kernel made it at boot; it stays as long as the system runs.",
    "起動時にカーネルが作ったもので、システムが動いている限りなくなりません。")
  static let noReasonSeen = Words(
    "Nothing seen keeps it alive: what does is hidden from you.",
    "維持しているものは、見える範囲にはありません。")
  static let endsWhen = Words(
    "It goes when all of these have ended or let go.",
    "これらがすべて終わるか手放すと、なくなります。")

  static let heldThread = Words("thread", "スレッド")
  static let heldChildren = Words("children", "子プロセス")
  static let heldDescriptor = Words("descriptor", "記述子")
  static let heldSocket = Words("socket", "ソケット")
  static let heldMount = Words("pin", "ピン")
  static let heldChild = Words("child", "子")
  static let heldOwned = Words("owns", "所有")
}

extension Holder {
  /// What sort of holder it is.
  var label: Words {
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
  var words: Words {
    switch rawValue {
    case UInt8(ascii: "R"): Words("running", "実行中")
    case UInt8(ascii: "S"): Words("sleeping", "待機中")
    case UInt8(ascii: "D"): Words("waiting on a device", "入出力待ち")
    case UInt8(ascii: "Z"): Words("zombie", "ゾンビ")
    case UInt8(ascii: "T"): Words("stopped", "停止中")
    case UInt8(ascii: "t"): Words("traced", "トレース中")
    case UInt8(ascii: "I"): Words("idle", "アイドル")
    default: Words("", "")
    }
  }
}

extension Change.What {
  /// What happened, in a few words.
  var words: Words {
    switch self {
    case .appeared: Words("A namespace appeared", "名前空間が現れた")
    case .vanished: Words("A namespace vanished", "名前空間が消えた")
    case .started: Words("A process started in a room", "部屋でプロセスが始まった")
    case .ended: Words("A process in a room ended", "部屋のプロセスが終わった")
    case .moved: Words("Moved by setns(2) or unshare(2)", "setns(2)かunshare(2)で移った")
    }
  }
}
