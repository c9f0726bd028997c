import Foundation
import TestSupport

/// A database that SQLite itself wrote, through Python's module for it.
final class SQLiteFixture {
  /// The bytes of the file.
  let bytes: [UInt8]

  /// The bytes of its write-ahead log; none where it has no log.
  let log: [UInt8]

  private let runtimeFixture: RuntimeFixture

  /// Lets SQLite carry out `statements`, and looks at its files while it still has them open.
  init(_ statements: String...) throws {
    runtimeFixture = try RuntimeFixture()
    let file = "\(runtimeFixture.directory)/db.sql"
    let script = """
      import shutil, sqlite3, sys
      database = sqlite3.connect(sys.argv[1], isolation_level=None)
      for statement in sys.argv[2:]: database.execute(statement)
      shutil.copy(sys.argv[1], sys.argv[1] + ".copy")
      try: shutil.copy(sys.argv[1] + "-wal", sys.argv[1] + ".log")
      except FileNotFoundError: open(sys.argv[1] + ".log", "w").close()
      """
    try runtimeFixture.run(["python3", "-c", script, file] + statements)
    bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file + ".copy")))
    log = Array(try Data(contentsOf: URL(fileURLWithPath: file + ".log")))
  }
}
