import Localization
import Namespaces

extension Permission.Operation {
  /// What is done.
  var words: Text {
    switch self {
    case .join: Text("join", "参加")
    case .changeNetwork: Text("configure", "網の設定")
    case .changeHostName: Text("rename", "改名")
    case .mount: Text("mount", "マウント")
    case .writeMaps: Text("map ids", "IDの対応付け")
    }
  }
}
