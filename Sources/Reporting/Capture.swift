package import JSONCoding
package import Localization
package import Namespaces

/// A snapshot in a file, with what was inside each namespace, so that it can be looked at elsewhere
/// and later.
package struct Capture: Sendable {
  /// The snapshot.
  package var snapshot: Snapshot

  /// What was inside namespaces, as JSON; an object with the member `unreadable` says why it could
  /// not be looked at.
  package var contents: [NamespaceID: JSONValue]

  /// Creates a capture.
  package init(_ snapshot: Snapshot, contents: [NamespaceID: JSONValue] = [:]) {
    self.snapshot = snapshot
    self.contents = contents
  }

  /// The capture in the format `heya/1`: what ``Snapshot/json`` gives, and more.
  package var json: JSONValue {
    var object = snapshot.json.object
    // Encoding fails only for values that JSON cannot hold, of which containers have none.
    object["containers"] = try? JSONValue(encoding: snapshot.containers)
    object["processes"] = .array(snapshot.processes.map(\.json))
    let observer = snapshot.observer
    object["boot"] = snapshot.boot.map { .string($0) } ?? .null
    object["takenSeconds"] = .number(snapshot.taken)
    object["uptimeSeconds"] = .number(snapshot.uptime)
    object["observer"] = [
      "pid": .integer(Int64(observer.pid)), "uid": .integer(Int64(observer.uid)),
      "capabilities": .integer(Int64(clamping: observer.capabilities)),
      "links": observer.links.json, "view": .string(observer.view.rawValue),
      "shownPIDNamespace": .integer(Int64(observer.shownPIDNamespace)),
    ]
    object["users"] = .array(
      snapshot.users.sorted { $0.key < $1.key }.map { uid, name in
        ["uid": .integer(Int64(uid)), "name": .string(name)]
      })
    object["contents"] = .object(
      JSONObject(
        contents.sorted { $0.key < $1.key }.map {
          .init(name: $0.key.description, value: $0.value)
        }))
    return .object(object)
  }
}

/// Why a file is no capture.
package enum CaptureError: Error, Sendable, Hashable {
  /// It is not JSON.
  case notJSON(JSONError)

  /// It is JSON of another format, which it names or does not.
  case foreign(format: String?)

  /// It is a list without the processes, which only a capture has.
  case list

  /// Something in it is missing or of another type.
  case damaged(String)
}

extension CaptureError {
  /// One clear sentence.
  package var words: Text {
    switch self {
    case .notJSON(let error): Text("it is no capture of heya: \(error).")
    case .foreign(let format?): Text("it is of the format '\(format)'; this heya reads heya/1.")
    case .foreign(nil): Text("it is no capture of heya: the member 'format' is missing.")
    case .list:
      Text("it is a list without processes; `heya capture FILE` makes what can be browsed.")
    case .damaged(let what): Text("the capture is damaged: \(what).")
    }
  }
}
