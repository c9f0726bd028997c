import Localization

/// The texts of dialogs and of help.
extension Words {
  static let helpTitle = Words("Keys", "キーの一覧")
  static let compareTitle = Words("Compare", "比較")
  static let signalTitle = Words("Send a signal", "シグナルを送る")
  static let unpinTitle = Words("Remove the pin", "ピンを外す")
  static func enterTitle(_ name: String) -> Words { Words("Enter \(name)", "\(name) に入る") }

  static let overlayKeys = Words(
    "arrows, PgUp, PgDn scroll · Esc back", "矢印・PgUp・PgDn: 動かす  Esc: 戻る")
  static let compareKeys = Words(
    "arrows, PgUp, PgDn scroll · F1 help · Esc back",
    "矢印・PgUp・PgDn: 動かす  F1: 説明  Esc: 戻る")
  static let lineKeys = Words("F1 help", "F1: 説明")
  static let marksTitle = Words("Signs", "記号")
  static let marks: [(String, Words)] = [
    ("+", Words("appeared just now", "現れたばかり")),
    ("-", Words("gone just now", "消えたばかり")),
    ("~", Words("moved into another room just now", "別の部屋に移ったばかり")),
    ("*", Words("tagged", "印を付けたもの")),
    (
      "UCIHNPMT",
      Words(
        "rooms of its own: user cgroup ipc uts(host name) net pid mnt time",
        "独自の部屋: user cgroup ipc uts(ホスト名) net pid mnt time")
    ),
    (
      "ucihnpmt",
      Words("rooms shared with its parent, not the host's", "ホストとは別で、親プロセスと共有する部屋")
    ),
    (".", Words("the host's room", "ホストの部屋")),
  ]

  static let planning = Words("Working out the plan…", "計画を立てています…")
  static let kindJoined = Words("joined", "入る")
  static let kindShared = Words("the same as yours", "あなたと同じ")
  static let kindLeft = Words("left out", "入らない")
  static let entersAs = Words("as", "入る人")
  static let asRoot = Words("the room's root", "部屋のroot")
  static let asTarget = Words("as the target is", "対象と同じ")
  static let asNamed = Words("another user", "別のユーザー")
  static let joinCgroup = Words("be accounted to the target's cgroup", "対象のcgroupに入る")
  static let keepRights = Words(
    "keep your rights for the target's own programs", "対象自身のプログラムにもあなたの権限を持たせる")
  static let joinAll = Words(
    "join all namespaces of its first process", "最初のプロセスのすべての名前空間に入る")
  static let hostTools = Words(
    "keep the host's files and tools", "ホストのファイルと道具を使う")
  static let entryKeys = Words(
    "Enter go in · arrows and Space choose · Y copy command · F1 help · Esc back",
    "Enter: 入る  矢印・Space: 選ぶ  Y: コマンドをコピー  F1: 説明  Esc: 戻る")
  static let refusalKeys = Words(
    "arrows and Space choose · F1 help · Esc back",
    "矢印・Space: 選ぶ  F1: 説明  Esc: 戻る")

  static let toolsKeys = Words(
    "B brings the host's tools · arrows and Space choose · F1 help · Esc back",
    "B: ホストの道具を持ち込む  矢印・Space: 選ぶ  F1: 説明  Esc: 戻る")
  static let typingKeys = Words(
    "type the text · ^U clear · arrows other lines · Enter go on · F1 help · Esc back",
    "文字を入力  ^U: 消す  矢印: 別の行へ  Enter: 進む  F1: 説明  Esc: 戻る")

  static let roomTitle = Words("Make a room", "部屋を作る")
  static let kindMade = Words("made anew", "新しく作る")
  static let kindKept = Words("stays yours", "今のまま")
  static let userMap = Words("ids", "ID")
  static let roomCommand = Words("command", "コマンド")
  static let shell = Words("a shell", "シェル")
  static let roomKeys = Words(
    "Enter make it · arrows and Space choose · Y copy command · F1 help · Esc back",
    "Enter: 作って入る  矢印・Space: 選ぶ  Y: コマンドをコピー  F1: 説明  Esc: 戻る")

  static func toReadMore(_ key: String) -> Words { Words(" · \(key) tells more", "（\(key) で詳細）") }
  static let noEntry = Words("Nothing was entered yet.", "まだどこにも入っていません。")

  static let signalTo = Words("It goes to", "送り先")
  static let signalKeys = Words(
    "Enter send · arrows choose the signal · F1 help · Esc back",
    "Enter: 送る  矢印: シグナルを選ぶ  F1: 説明  Esc: 戻る")
  static let unpinMeans = Words(
    "The bind mount is removed. If nothing else keeps the namespace alive, it ends.",
    "バインドマウントを外します。ほかに維持するものがなければ、名前空間はなくなります。")
  static let confirmKeys = Words(
    "Enter remove · F1 help · Esc back", "Enter: 外す  F1: 説明  Esc: 戻る")

  static let same = Words("same", "同じ")
  static let different = Words("different", "異なる")
  static let unknown = Words("unknown", "不明")
  static func differ(_ count: Int) -> Words {
    Words(count == 1 ? "1 kind differs." : "\(count) kinds differ.", "異なる種類: \(count)")
  }
}

extension RoomRequest.UserMap {
  /// What the choice means.
  var words: Words {
    switch self {
    case .none: Words("the host's", "ホストのまま")
    case .caller: Words("only yours, as root", "自分だけ（root）")
    case .subordinate: Words("yours and those of /etc/subuid", "自分と /etc/subuid のもの")
    }
  }
}
