import Localization
import Namespaces

extension Permission.Operation {
  /// What is done.
  var words: Text {
    switch self {
    case .join: Text("join")
    case .changeNetwork: Text("configure")
    case .changeHostName: Text("rename")
    case .mount: Text("mount")
    case .writeMaps: Text("map ids")
    }
  }
}
