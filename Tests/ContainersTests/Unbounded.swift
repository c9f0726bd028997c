import JSONCoding
import Limits

@testable import Containers

/// What is asked of readers where no bound is in question.
private let plenty = Budget(bytes: 1 << 30, nodes: 1 << 20, steps: 1 << 24, seconds: 60)

extension SQLiteDatabase {
  func json(_ table: String, _ key: String) -> JSONValue {
    var budget = plenty
    return json(table, key, &budget)
  }
}

extension BoltDatabase {
  func json(_ path: String...) -> JSONValue {
    var budget = plenty
    return json(path, &budget)
  }

  func value(_ path: String...) -> [UInt8]? {
    var budget = plenty
    return value(path, &budget)
  }
}

extension EngineSockets {
  func get(_ resource: String, at path: String, of uid: UInt32) throws(Failure) -> JSONValue {
    var budget = plenty
    return try get(resource, at: path, of: uid, &budget)
  }
}
