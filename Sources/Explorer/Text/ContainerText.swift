import Localization
import Namespaces

/// The labels and sentences of what is known of a container.
extension Text {
  static let runtime = Text("runtime", "ランタイム")
  static let image = Text("image", "イメージ")
  static let group = Text("group", "グループ")
  static let cgroup = Text("cgroup", "cgroup")
  static let rootfs = Text("files", "ファイル")
  static let identity = Text("id", "ID")
  static let labels = Text("labels", "ラベル")
  static let sources = Text("where that is known from", "情報の出どころ")
  static func made(by runtime: String, by user: String, ago age: String) -> Text {
    Text("made by \(runtime), by \(user), \(age) ago", "\(user) が \(runtime) で \(age) 前に作成")
  }
  static let cpuTime = Text("CPU time", "CPU時間")
  static func seconds(_ number: String) -> Text { Text("\(number) s", "\(number) 秒") }
  static let countedByCgroup = Text("counted by its cgroup", "cgroupの計測値")
  static let summed = Text("the sum of its processes", "プロセスの合計")
  static let beginningOfID = Text("the beginning of its id", "IDの先頭部分")
}

extension Container.Fact {
  /// What the fact is called.
  var words: Text {
    switch self {
    case .id: .identity
    case .name: .name
    case .image: .image
    case .status: .state
    case .group: .group
    case .labels: .labels
    case .user: .user
    case .rootfs: .rootfs
    case .process: .firstProcess
    case .started: .age
    case .namespaces: .namespacesTitle
    case .cpu: .cpu
    case .memory: .memory
    }
  }
}

extension Container.Status {
  /// The status in a word.
  var words: Text {
    switch self {
    case .running: Text("running", "実行中")
    case .paused: Text("paused", "一時停止")
    case .created: Text("created", "作成済み")
    case .empty: Text("empty", "空")
    }
  }
}

extension Container.Group.Kind {
  /// What sort of group it is.
  var words: Text {
    switch self {
    case .project: Text("project", "プロジェクト")
    case .pod: Text("pod", "Pod")
    case .namespace: Text("namespace of the engine", "エンジンの名前空間")
    case .unit: Text("unit", "ユニット")
    }
  }
}
