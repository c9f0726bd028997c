internal import Description
public import JSONCoding
public import Namespaces

extension Snapshot {
  /// The snapshot in the format `heya/1`, its namespaces as a capture keeps them.
  package var json: JSONValue { json(namespaces.map(\.json)) }

  /// Namespaces of the snapshot with all that is said of them, in the format `heya/1`.
  package func json(listing namespaces: [Namespace]) -> JSONValue {
    let index = SnapshotIndex(self)
    return json(
      namespaces.map { .object(Described($0, in: index).document) })
  }

  private func json(_ rows: [JSONValue]) -> JSONValue {
    [
      "format": "heya/1",
      "host": .string(host),
      "kernel": .string(kernel),
      "taken": .string(Timestamp(seconds: taken).iso8601),
      "namespaces": .array(rows),
      "unseen": .array(unseen.map(\.json)),
    ]
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
