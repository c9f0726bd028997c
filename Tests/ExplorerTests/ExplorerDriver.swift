import Canvas
import Explorer
import Namespaces

/// A driver for the explorer: feeds it keys and snapshots and reads the screen.
struct ExplorerDriver {
  var state: State
  var effects: [Effect] = []
  var size: Size

  init(
    _ fixture: HostFixture? = .server(), _ columns: Int = 80, _ rows: Int = 24,
    options change: (inout Options) -> Void = { _ in }
  ) {
    var options = Options()
    change(&options)
    state = State(options: options)
    size = Size(columns: columns, rows: rows)
    send(.input(.resize(size)))
    if let fixture { send(.snapshot(fixture.snapshot)) }
  }

  mutating func send(_ event: Event) { effects += update(&state, event) }

  /// Types keys that write characters.
  mutating func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  mutating func press(_ keys: Key...) {
    for key in keys { send(.input(.key(key))) }
  }

  var canvas: Canvas { view(state, size: size) }

  /// The lines of the screen.
  var lines: [String] {
    let canvas = canvas
    return (0..<size.rows).map { canvas.text(ofRow: $0) }
  }

  var text: String { canvas.text }

  /// The line that is selected, by its colours.
  var selectedLine: String? {
    let canvas = canvas
    let style = state.options.theme.style(.selection)
    let row = (0..<size.rows).first { canvas[0, $0].style.background == style.background }
    return row.map { canvas.text(ofRow: $0) }
  }
}
