package import Canvas
package import Namespaces

/// Everything that the explorer knows and shows.
package struct State: Sendable {
  /// The options; some change by keys.
  package internal(set) var options: Options

  /// The size of the screen.
  package internal(set) var size: Size

  /// The last scan; nil before the first.
  package internal(set) var snapshot: Snapshot?

  /// A state before the first scan.
  package init(options: Options) {
    self.options = options
    size = Size(columns: 80, rows: 24)
  }
}
