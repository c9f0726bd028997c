public import JSONCoding
public import Namespaces

extension Snapshot {
  /// The snapshot in the format `heya/1`.
  ///
  /// - Parameter listed: the namespaces to write; all when nil.
  /// - Returns: an object.
  public func json(listing listed: [Namespace]? = nil) -> JSONValue {
    let containers = containerJSON
    let rows = (listed ?? namespaces).map { namespace in
      var row = namespace.json.object
      row["container"] = containers[namespace.id.inode] ?? .null
      return JSONValue.object(row)
    }
    return [
      "format": "heya/1",
      "host": .string(host),
      "kernel": .string(kernel),
      "taken": .string(Timestamp(seconds: taken).iso8601),
      "namespaces": .array(rows),
      "unseen": .array(unseen.map(\.json)),
    ]
  }

  /// What tells the container of a namespace apart, by the inodes of those namespaces that a
  /// container has for itself.
  private var containerJSON: [UInt32: JSONValue] {
    var owners: [UInt32: JSONValue] = [:]
    for container in containers {
      for kind in container.ownKinds {
        owners[container.namespaces[kind]] = [
          "runtime": .string(container.id.runtime), "id": .string(container.id.id),
          "name": .string(container.name),
          "image": container.image.map { .string($0) } ?? nil,
        ]
      }
    }
    return owners
  }
}

extension Namespace {
  /// The namespace as an object of the format `heya/1`.
  public var json: JSONValue {
    var parentName: JSONValue = .null
    if case .namespace(let parent) = parent { parentName = .string(parent.description) }
    return .object([
      "kind": .string(kind.name),
      "inode": .integer(Int64(id.inode)),
      "device": .integer(Int64(clamping: id.device)),
      "id": id.unique.map { .integer(Int64(clamping: $0)) } ?? .null,
      "owner": owner.map { .string($0.description) } ?? .null,
      "parent": parentName,
      "ownerUID": ownerUID.map { .integer(Int64($0)) } ?? .null,
      "initial": .bool(isInitial),
      "processes": .array(members.map { .integer(Int64($0)) }),
      "names": .array(names.map { .string($0) }),
      "keptAliveBy": .array(reasons.map(\.json)),
    ])
  }
}

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

extension Unseen {
  /// The note as an object of the format `heya/1`.
  public var json: JSONValue {
    .object([
      "what": .string("\(what)"), "count": .integer(Int64(count)),
      "reason": .string("\(reason)"),
    ])
  }
}

extension ProcessRecord {
  /// The process as an object of the format `heya/1`.
  public var json: JSONValue {
    .object([
      "pid": .integer(Int64(pid)),
      "parent": .integer(Int64(parent)),
      "name": .string(writtenName ?? name),
      "command": .string(writtenCommand ?? command),
      "uid": .integer(Int64(uid)),
      "state": .string(state.description),
      "kernelThread": .bool(isKernelThread),
      "linksHidden": .bool(linksAreHidden),
      "startTicks": .integer(Int64(clamping: startTicks)),
      "threads": .integer(Int64(threads)),
      "cpuTicks": .integer(Int64(clamping: cpuTicks)),
      "residentBytes": .integer(Int64(clamping: residentBytes)),
      "nestedPIDs": .array(nestedPIDs.map { .integer(Int64($0)) }),
      "links": links.json,
      "strayThreads": .array(
        divergentThreads.map { .object(["tid": .integer(Int64($0.tid)), "links": $0.links.json]) }),
    ])
  }
}

extension NamespaceLinks {
  /// The ten inodes as an array, in the order of the kinds, then those for children.
  var json: JSONValue {
    .array(NamespaceLinks.names.indices.map { .integer(Int64(self[slot: $0])) })
  }
}
