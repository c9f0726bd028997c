public import JSONCoding
import Namespaces

extension Reason {
  /// The reason as an object of the format `heya/1`.
  public var json: JSONValue {
    func object(_ reason: String, _ members: JSONObject.Member...) -> JSONValue {
      .object(JSONObject([.init(name: "reason", value: .string(reason))] + members))
    }
    func number(_ name: String, _ value: Int32) -> JSONObject.Member {
      .init(name: name, value: .integer(Int64(value)))
    }
    func object(
      _ reason: String, owner pid: Int32, _ tid: Int32?, _ fd: JSONObject.Member
    ) -> JSONValue {
      let owner = [number("pid", pid)] + (tid.map { [number("tid", $0)] } ?? [])
      return .object(
        JSONObject([.init(name: "reason", value: .string(reason))] + owner + [fd]))
    }
    switch self {
    case .process(let pid): return object("process", number("pid", pid))
    case .holder(.thread(let pid, let tid)):
      return object("thread", number("pid", pid), number("tid", tid))
    case .holder(.forChildren(let pid, let tid)):
      return object("forChildren", number("pid", pid), number("tid", tid))
    case .holder(.descriptor(let pid, let tid, let fd)):
      return object("descriptor", owner: pid, tid, number("fd", fd))
    case .holder(.socket(let pid, let tid, let fd)):
      return object("socket", owner: pid, tid, number("fd", fd))
    case .holder(.mount(let path, let inode)):
      return object(
        "mount", .init(name: "path", value: .string(path.description)),
        .init(name: "mountNamespace", value: .string("mnt:[\(inode)]")))
    case .holder(.child(let id)):
      return object("child", .init(name: "namespace", value: .string(id.description)))
    case .holder(.owned(let id)):
      return object("owner", .init(name: "namespace", value: .string(id.description)))
    }
  }
}
