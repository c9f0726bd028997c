package import Localization
package import Namespaces

extension Namespace {
  /// What keeps the namespace alive, in the fewest words; for one without members.
  package var reasonToLive: Text {
    switch holders.first {
    case .mount(let path, _): Text("pinned at \(path)")
    case .thread(let pid, let tid): Text("thread \(tid) of \(pid)")
    case .forChildren(let pid, _): Text("for the children of \(pid)")
    case .descriptor(let pid, _, let fd): Text("open in \(pid) as fd \(fd)")
    case .socket(let pid, _, let fd): Text("socket \(fd) of \(pid)")
    case .child(let id): Text("parent of \(id)")
    case .owned(let id): Text("owner of \(id)")
    case nil: Text("no process seen")
    }
  }
}
