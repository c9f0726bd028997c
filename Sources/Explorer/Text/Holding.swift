import Localization
import Namespaces

extension Namespace {
  /// What keeps the namespace alive, in the fewest words; for one without members.
  var reasonToLive: Words {
    switch holders.first {
    case .mount(let path, _): Words("pinned at \(path)", "\(path) にピン留め")
    case .thread(let pid, let tid): Words("thread \(tid) of \(pid)", "\(pid) のスレッド \(tid)")
    case .forChildren(let pid, _): Words("for the children of \(pid)", "\(pid) の子プロセス用")
    case .descriptor(let pid, _, let fd): Words("open in \(pid) as fd \(fd)", "\(pid) の fd \(fd)")
    case .socket(let pid, _, let fd): Words("socket \(fd) of \(pid)", "\(pid) のソケット \(fd)")
    case .child(let id): Words("parent of \(id)", "\(id) の親")
    case .owned(let id): Words("owner of \(id)", "\(id) の所有者")
    case nil: Words("no process seen", "プロセスは見えません")
    }
  }
}
