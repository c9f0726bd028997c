import Localization
import Namespaces

/// The labels and sentences of what is known of a container.
extension Words {
  static let runtime = Words("runtime", "ランタイム")
  static let image = Words("image", "イメージ")
  static let group = Words("group", "グループ")
  static let cgroup = Words("cgroup", "cgroup")
  static let rootfs = Words("files", "ファイル")
  static let identity = Words("id", "ID")
  static let labels = Words("labels", "ラベル")
  static let sources = Words("where that is known from", "情報の出どころ")
  static func made(by runtime: String, by user: String, ago age: String) -> Words {
    Words("made by \(runtime), by \(user), \(age) ago", "\(user) が \(runtime) で \(age) 前に作成")
  }
  static let cpuTime = Words("CPU time", "CPU時間")
  static func seconds(_ number: String) -> Words { Words("\(number) s", "\(number) 秒") }
  static let countedByCgroup = Words("counted by its cgroup", "cgroupの計測値")
  static let summed = Words("the sum of its processes", "プロセスの合計")
  static let beginningOfID = Words("the beginning of its id", "IDの先頭部分")
}

extension Container.Fact {
  /// What the fact is called.
  var words: Words {
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
    case .namespaces: .rooms
    case .cpu: .cpu
    case .memory: .memory
    }
  }
}

extension Container.Status {
  /// The status in a word.
  var words: Words {
    switch self {
    case .running: Words("running", "実行中")
    case .paused: Words("paused", "一時停止")
    case .created: Words("created", "作成済み")
    case .empty: Words("empty", "空")
    }
  }
}

extension Container.Group.Kind {
  /// What sort of group it is.
  var words: Words {
    switch self {
    case .project: Words("project", "プロジェクト")
    case .pod: Words("pod", "Pod")
    case .namespace: Words("namespace of the engine", "エンジンの名前空間")
    case .unit: Words("unit", "ユニット")
    }
  }
}
