import Localization

/// The texts of dialogs and of help.
extension Text {
  static let helpTitle = Text("Keys", "キーの一覧")
  static let compareTitle = Text("Compare", "比較")
  static let signalTitle = Text("Send a signal", "シグナルを送る")
  static let unpinTitle = Text("Remove the pin", "ピンを外す")
  static func enterTitle(_ name: String) -> Text { Text("Enter \(name)", "\(name) に入る") }

  static let overlayKeys = Text(
    "arrows, PgUp, PgDn scroll · Esc back", "矢印・PgUp・PgDn: 動かす  Esc: 戻る")
  static let compareKeys = Text(
    "arrows, PgUp, PgDn scroll · F1 help · Esc back",
    "矢印・PgUp・PgDn: 動かす  F1: 説明  Esc: 戻る")
  static let lineKeys = Text("F1 help", "F1: 説明")
  static let marksTitle = Text("Signs", "記号")
  static let marks: [(String, Text)] = [
    ("+", Text("appeared just now", "現れたばかり")),
    ("-", Text("gone just now", "消えたばかり")),
    ("~", Text("moved into another namespace just now", "別の名前空間に移ったばかり")),
    ("*", Text("tagged", "印を付けたもの")),
    (
      "UCIHNPMT",
      Text(
        "namespaces of its own: user cgroup ipc uts(host name) net pid mnt time",
        "独自の名前空間: user cgroup ipc uts(ホスト名) net pid mnt time")
    ),
    (
      "ucihnpmt",
      Text("shared with its parent, not the host's", "ホストとは別で、親プロセスと共有する名前空間")
    ),
    (".", Text("the host's namespace", "ホストの名前空間")),
  ]

  static let planning = Text("Working out the plan…", "計画を立てています…")
  static let kindJoined = Text("joined", "入る")
  static let kindShared = Text("the same as yours", "あなたと同じ")
  static let kindLeft = Text("left out", "入らない")
  static let entersAs = Text("as", "入る人")
  static let asRoot = Text("the target's root", "対象のroot")
  static let asTarget = Text("as the target is", "対象と同じ")
  static let asNamed = Text("another user", "別のユーザー")
  static let joinCgroup = Text("be accounted to the target's cgroup", "対象のcgroupに入る")
  static let keepRights = Text(
    "keep your rights for the target's own programs", "対象自身のプログラムにもあなたの権限を持たせる")
  static let joinAll = Text(
    "join all namespaces of its first process", "最初のプロセスのすべての名前空間に入る")
  static let hostTools = Text(
    "keep the host's files and tools", "ホストのファイルと道具を使う")
  static let entryKeys = Text(
    "Enter go in · arrows and Space choose · Y copy command · F1 help · Esc back",
    "Enter: 入る  矢印・Space: 選ぶ  Y: コマンドをコピー  F1: 説明  Esc: 戻る")
  static let refusalKeys = Text(
    "arrows and Space choose · F1 help · Esc back",
    "矢印・Space: 選ぶ  F1: 説明  Esc: 戻る")

  static let toolsKeys = Text(
    "B brings the host's tools · arrows and Space choose · F1 help · Esc back",
    "B: ホストの道具を持ち込む  矢印・Space: 選ぶ  F1: 説明  Esc: 戻る")
  static let typingKeys = Text(
    "type the text · ^U clear · arrows other lines · Enter go on · F1 help · Esc back",
    "文字を入力  ^U: 消す  矢印: 別の行へ  Enter: 進む  F1: 説明  Esc: 戻る")

  static let newNamespacesTitle = Text("Make namespaces", "名前空間を作る")
  static let kindMade = Text("made anew", "新しく作る")
  static let kindKept = Text("stays yours", "今のまま")
  static let userMap = Text("ids", "ID")
  static let newNamespacesCommand = Text("command", "コマンド")
  static let shell = Text("a shell", "シェル")
  static let newNamespacesKeys = Text(
    "Enter make it · arrows and Space choose · Y copy command · F1 help · Esc back",
    "Enter: 作って入る  矢印・Space: 選ぶ  Y: コマンドをコピー  F1: 説明  Esc: 戻る")

  static func toReadMore(_ key: String) -> Text { Text(" · \(key) tells more", "（\(key) で詳細）") }
  static let noEntry = Text("Nothing was entered yet.", "まだどこにも入っていません。")

  static let signalTo = Text("It goes to", "送り先")
  static let signalKeys = Text(
    "Enter send · arrows choose the signal · F1 help · Esc back",
    "Enter: 送る  矢印: シグナルを選ぶ  F1: 説明  Esc: 戻る")
  static let unpinMeans = Text(
    "The bind mount is removed. If nothing else keeps the namespace alive, it ends.",
    "バインドマウントを外します。ほかに維持するものがなければ、名前空間はなくなります。")
  static let confirmKeys = Text(
    "Enter remove · F1 help · Esc back", "Enter: 外す  F1: 説明  Esc: 戻る")

  static let same = Text("same", "同じ")
  static let different = Text("different", "異なる")
  static let unknown = Text("unknown", "不明")
  static func differ(_ count: Int) -> Text {
    Text(count == 1 ? "1 kind differs." : "\(count) kinds differ.", "異なる種類: \(count)")
  }
}

extension NewNamespacesRequest.UserMap {
  /// What the choice means.
  var words: Text {
    switch self {
    case .none: Text("the host's", "ホストのまま")
    case .caller: Text("only yours, as root", "自分だけ（root）")
    case .subordinate: Text("yours and those of /etc/subuid", "自分と /etc/subuid のもの")
    }
  }
}
