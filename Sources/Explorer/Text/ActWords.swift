import Namespaces
import Wording

extension Words {
  static let fromHere = Words("from here", "ここからできること")
}

extension Act.Deed {
  /// What is done.
  var words: Words {
    switch self {
    case .join: Words("join", "参加")
    case .changeNetwork: Words("configure", "網の設定")
    case .changeHostName: Words("rename", "改名")
    case .mount: Words("mount", "マウント")
    case .writeMaps: Words("map ids", "IDの対応付け")
    }
  }
}

extension Act {
  /// Whether it may be done, and by which right or for want of which.
  var words: Words {
    let place = authority.map(\.description)
    guard let missing else {
      return Words(
        "yes, by rights in \(place ?? "a user namespace out of view")",
        "可（\(place ?? "見える範囲の外のユーザー名前空間")での権限による）")
    }
    return Words(
      "no: it takes \(missing.name) in \(place ?? "a user namespace out of view")",
      "不可（\(place ?? "見える範囲の外のユーザー名前空間")での\(missing.name)が必要）")
  }
}
