import Localization
import Namespaces

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
