internal import Description
internal import Escaping
internal import Explorer
internal import JSONCoding
internal import Localization
internal import Namespaces
internal import Reporting
internal import SystemCalls

extension Event {
  /// Writes a document to a new file in the working directory, never over another, and tells where.
  static func report(
    ofWriting document: Document, _ state: State, _ capture: Capture?
  ) -> Event? {
    let language = state.options.language
    guard let text = document.text(state, capture) else {
      return .notice(Text("It is gone by now.")[language], isError: true)
    }
    let time = Timestamp(seconds: Host.now).iso8601.filter { $0 != ":" }
    let path = "\(document.name)-\(time).\(document.content.suffix)"
    do {
      try Descriptor.makeFile(path, with: Array(text.utf8))
      return .notice(Text("Written to \(path)")[language], isError: false)
    } catch {
      let words = Text("Cannot write \(path) (\(error))")
      return .notice(words[language], isError: true)
    }
  }
}

extension Document {
  /// What is written; nil when the object is gone by now.
  fileprivate func text(_ state: State, _ capture: Capture?) -> String? {
    switch content {
    // Somebody will look at it with cat(1).
    case .text(let text): TerminalText.lines(of: text).map(\.text).joined(separator: "\n")
    case .object(let object):
      state.snapshot.flatMap { object.json(in: $0, capture) }.map { $0.text(.pretty) + "\n" }
    case .changes(let changes): changes.map { $0.json.text() + "\n" }.joined()
    }
  }
}

extension ObjectID {
  /// Everything known about the object, in the format `heya/1`; nil when it is gone by now.
  fileprivate func json(in snapshot: Snapshot, _ capture: Capture?) -> JSONValue? {
    let index = SnapshotIndex(snapshot)
    switch self {
    case .kind(let kind): return snapshot.json(listing: Array(snapshot.namespaces(of: kind)))
    case .namespace(let id):
      guard let namespace = snapshot.namespace(id) else { return nil }
      var object = Described(namespace, in: index).document
      object["contents"] = ContentsResult(of: namespace, in: snapshot, capture).json
      return .object(object)
    case .process(let id):
      return snapshot.process(id).map { .object(Described($0, in: index).document) }
    case .thread(let id, let tid):
      guard let process = snapshot.process(id) else { return nil }
      let divergentThread = process.divergentThreads.first { $0.tid == tid }
      let thread = divergentThread ?? DivergentThread(tid: tid, links: process.links)
      return .object(Described(process, in: index).document(of: thread))
    case .container(let id):
      return snapshot.containers.first { $0.id == id }
        .map { .object(Described($0, in: index).document) }
    case .group, .interface, .change: return nil
    }
  }
}

extension Change {
  /// The change as an object of the format `heya/1`.
  fileprivate var json: JSONValue {
    var object = JSONObject([
      .init(name: "format", value: "heya/1"),
      .init(name: "number", value: .integer(Int64(number))),
      .init(name: "time", value: .string(Timestamp(seconds: time).iso8601)),
    ])
    switch what {
    case .appeared: object["what"] = "appeared"
    case .vanished: object["what"] = "vanished"
    case .started: object["what"] = "started"
    case .ended: object["what"] = "ended"
    case .moved(let kind, let from, let to):
      object["what"] = "moved"
      object["kind"] = .string(kind.name)
      object["from"] = .string("\(kind.name):[\(from)]")
      object["to"] = .string("\(kind.name):[\(to)]")
    }
    if case .namespace(let id) = self.object { object["namespace"] = .string("\(id)") }
    object["pid"] = pid.map { .integer(Int64($0)) } ?? .null
    object["name"] = name.isEmpty ? .null : .string(name)
    object["uid"] = uid.map { .integer(Int64($0)) } ?? .null
    return .object(object)
  }
}
