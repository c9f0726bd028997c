internal import JSONCoding

/// What Podman keeps of its containers and pods beside their files: labels, and the names of pods.
///
/// In `db.sql`, of SQLite, where Podman 5 began the storage; in `libpod/bolt_state.db`, of bbolt,
/// where an earlier one did.
struct LibpodDatabase {
  /// Where the file is.
  let path: String

  private let content: Content

  private enum Content {
    case sqlite(SQLiteDatabase)
    case bolt(BoltDatabase)
  }

  /// The databases of the storage at `root`, the newer format first.
  static func all(in root: String, _ inspector: HostInspector) -> [LibpodDatabase] {
    let (sqlite, bolt) = ("\(root)/db.sql", "\(root)/libpod/bolt_state.db")
    return [
      inspector.sqlite(sqlite).map { LibpodDatabase(path: sqlite, content: .sqlite($0)) },
      inspector.database(bolt).map { LibpodDatabase(path: bolt, content: .bolt($0)) },
    ].compactMap(\.self)
  }

  /// What Podman was asked for when a container was made; null when it does not know it.
  func container(_ id: String, _ inspector: HostInspector) -> JSONValue {
    row(id, table: "ContainerConfig", bucket: "ctr", inspector)
  }

  /// What Podman was asked for when a pod was made; null when it does not know it.
  func pod(_ id: String, _ inspector: HostInspector) -> JSONValue {
    row(id, table: "PodConfig", bucket: "pod", inspector)
  }

  private func row(
    _ id: String, table: String, bucket: String, _ inspector: HostInspector
  ) -> JSONValue {
    inspector.spend { budget in
      switch content {
      case .sqlite(let database): database.json(table, id, &budget)
      case .bolt(let database): database.json([bucket, id, "config"], &budget)
      }
    } ?? .null
  }
}
