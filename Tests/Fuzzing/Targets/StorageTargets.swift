import Containers
import Limits

extension FuzzTarget {
  /// Databases of SQLite; the first two bytes say how much of the input is the log.
  static let sqlite = FuzzTarget(name: "sqlite") { bytes in
    let length = bytes.prefix(2).reduce(0) { $0 << 8 | Int($1) }
    let log = bytes.dropFirst(2).suffix(length)
    let file = bytes.dropFirst(2).dropLast(log.count)
    guard let database = SQLiteDatabase(Array(file), log: Array(log)) else { return }
    var budget = ReadLimits.userBudget
    for table in ["PodConfig", "ContainerConfig"] {
      _ = database.json(table, "a", &budget)
      _ = database.json(table, "b", &budget)
    }
  }

  /// Databases of bbolt.
  static let bolt = FuzzTarget(name: "bolt") { bytes in
    guard let database = BoltDatabase(bytes) else { return }
    var budget = ReadLimits.userBudget
    _ = database.json(["ctr", "a", "config"], &budget)
    _ = database.value(["v1", "moby", "containers", "a", "image"], &budget)
    _ = database.value(["version"], &budget)
  }

  /// What an engine answers.
  static let http = FuzzTarget(name: "http") { bytes in
    guard let response = HTTPResponse(bytes) else { return }
    precondition((0...999).contains(response.status) && response.body.count <= bytes.count)
  }
}
