import Localization
import Namespaces

extension Namespace {
  /// What keeps the namespace alive, in the fewest words; for one without members.
  var reasonToLive: Text {
    switch holders.first {
    case .mount(let path, _): Text("pinned at \(path)", "\(path) にピン留め")
    case .thread(let pid, let tid): Text("thread \(tid) of \(pid)", "\(pid) のスレッド \(tid)")
    case .forChildren(let pid, _): Text("for the children of \(pid)", "\(pid) の子プロセス用")
    case .descriptor(let pid, _, let fd): Text("open in \(pid) as fd \(fd)", "\(pid) の fd \(fd)")
    case .socket(let pid, _, let fd): Text("socket \(fd) of \(pid)", "\(pid) のソケット \(fd)")
    case .child(let id): Text("parent of \(id)", "\(id) の親")
    case .owned(let id): Text("owner of \(id)", "\(id) の所有者")
    case nil: Text("no process seen", "プロセスは見えません")
    }
  }
}
