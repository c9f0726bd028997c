public import JSONCoding
public import Namespaces

extension Container {
  /// The container as an object of the format `heya/1`.
  ///
  /// - Parameter snapshot: the snapshot that it is in, which knows its user.
  /// - Returns: an object.
  public func json(in snapshot: Snapshot) -> JSONValue {
    var namespaces = JSONObject()
    for kind in NamespaceKind.allCases where self.namespaces[kind] != 0 {
      namespaces[kind.name] = .string("\(kind.name):[\(self.namespaces[kind])]")
    }
    var joined = JSONObject()
    for kind in NamespaceKind.allCases {
      if case .container(let other) = sharing[kind] {
        joined[kind.name] = .string(other.description)
      }
    }
    let facts = Fact.allCases.compactMap { fact in
      sources[fact].map { JSONObject.Member(name: fact.rawValue, value: .string($0)) }
    }
    return [
      "runtime": .string(runtime),
      "form": .string(form.rawValue),
      "id": .string(id.id),
      "name": .string(name),
      "image": image.map(JSONValue.string) ?? nil,
      "status": .string(status.rawValue),
      "pid": initProcess.map { .integer(Int64($0.pid)) } ?? nil,
      "group": group.map { .string($0.name) } ?? nil,
      "group_kind": group.map { .string($0.kind.rawValue) } ?? nil,
      "labels": .object(
        JSONObject(labels.map { JSONObject.Member(name: $0.key, value: .string($0.value)) })),
      "user": .string(snapshot.userName(of: self)),
      "uid": .integer(Int64(snapshot.uid(of: self))),
      "run_by": snapshot.runner(of: self).map(JSONValue.string) ?? nil,
      "started": started > 0 ? .number(started) : nil,
      "rootfs": rootfs.map(JSONValue.string) ?? nil,
      "cgroup": cgroup.map(JSONValue.string) ?? nil,
      "cpu_seconds": processor.map { .number(Double($0.microseconds) / 1_000_000) } ?? nil,
      "memory": memory.map { .integer(Int64(clamping: $0.used)) } ?? nil,
      "memory_limit": memory?.limit.map { .integer(Int64(clamping: $0)) } ?? nil,
      "outer": outer.map { .string($0.description) } ?? nil,
      "processes": .array(members.map { .integer(Int64($0)) }),
      "shares": .array(kindsOfHost.map { .string($0.name) }),
      "shares_with": .object(joined),
      "namespaces": .object(namespaces),
      "sources": .object(JSONObject(facts)),
    ]
  }
}
