internal import Glibc
internal import SystemCalls

/// How far a screen reaches: as far as its terminal, and no further than anybody sees.
///
/// A terminal may claim to have 65,535 rows and columns. ncurses counts in 16 bits with a sign, and
/// a cell costs memory whether anybody looks at it or not.
struct ScreenExtent {
  /// The rows, of at most 300.
  let rows: Int32

  /// The columns, of at most 1,000.
  let columns: Int32

  /// What `LINES` and `COLUMNS` were before.
  private let variables: [(name: String, value: String?)]

  /// Measures a terminal; where it does not know its size the variables tell, else it is 80 by 24.
  init(of descriptor: Int32) {
    let window = try? WindowSize(of: descriptor)
    variables = ["LINES", "COLUMNS"].map { ($0, TerminalLocale.variable($0)) }
    rows = Self.extent(window?.rows, variables[0].value, usual: 24, limit: 300)
    columns = Self.extent(window?.columns, variables[1].value, usual: 80, limit: 1000)
  }

  private static func extent(
    _ measured: UInt16?, _ variable: String?, usual: Int32, limit: Int32
  ) -> Int32 {
    let told = variable.flatMap { Int32($0) }.map { max(0, $0) }
    let extent = [Int32(measured ?? 0), told ?? 0].first { $0 > 0 } ?? usual
    return min(extent, limit)
  }

  /// Has ncurses begin with this size: it would take any that the terminal claims.
  func tellCurses() {
    for (name, value) in zip(["LINES", "COLUMNS"], [rows, columns]) {
      unsafe setenv(name, String(value), 1)
    }
  }

  /// Leaves the variables as they were, for programs that are run.
  func leaveCurses() {
    for (name, value) in variables {
      if let value { unsafe setenv(name, value, 1) } else { unsafe unsetenv(name) }
    }
  }
}
