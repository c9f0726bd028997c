import Canvas
import Description
import Namespaces

extension State {
  /// Opens a line to type in.
  mutating func begin(_ purpose: Prompt.Purpose) {
    prompt = Prompt(
      purpose: purpose, text: purpose == .filter ? filter : "", origin: list.selection,
      before: purpose == .filter ? filter : search)
  }

  /// A key while somebody types.
  mutating func handleInPrompt(_ key: Key) {
    switch key {
    case .character(let character): type(String(character))
    case .backspace where prompt?.text.isEmpty ?? true: leavePrompt()
    case .backspace: edit { _ = $0.popLast() }
    case .control("u"): edit { $0 = "" }
    case .control("w"): edit { $0 = String($0[..<($0.lastIndex(of: " ") ?? $0.startIndex)]) }
    case .escape, .control("c"): leavePrompt()
    case .enter:
      if prompt?.purpose == .search || filterError == nil { prompt = nil }
    case .up: find(forward: false)
    case .down: find(forward: true)
    case .function(1): explainLine()
    default: break
    }
  }

  /// Shows what the line understands, until somebody goes back to it.
  private mutating func explainLine() {
    if let prompt { present(.lineHelp(prompt.purpose)) }
  }

  /// The longest text that can be typed.
  private static let limit = 200

  /// Adds a text to what is typed, as far as there is room.
  mutating func type(_ text: String) {
    edit { $0 += text.prefix(max(0, Self.limit - $0.count)) }
  }

  private mutating func edit(_ change: (inout String) -> Void) {
    guard var present = prompt else { return }
    change(&present.text)
    // What was left out of a full line asks for nothing.
    if present.text == prompt?.text { return }
    prompt = present
    switch present.purpose {
    case .search:
      search = present.text
      restoreSelection()
      if !search.isEmpty { find(forward: true, includingPresent: true) }
    case .filter:
      filter = present.text
      rebuild()
    }
  }

  private mutating func leavePrompt() {
    guard let left = prompt else { return }
    switch left.purpose {
    case .search: search = left.before
    case .filter:
      filter = left.before
      rebuild()
    }
    restoreSelection()
    prompt = nil
  }

  private mutating func restoreSelection() {
    guard let origin = prompt?.origin, let position = list.position(of: origin) else { return }
    list.select(position, height: listHeight)
  }

  /// Selects the next row that holds the searched text, of those that can be seen; where none of
  /// them does, of those that are folded away.
  mutating func find(forward: Bool, includingPresent: Bool = false) {
    guard let viewModel, let searchText = SearchText(search) else { return }
    func isMatch(_ row: Row) -> Bool { viewModel.has(searchText, at: row.place) }
    if let position = Self.next(
      in: list.rows, from: list.cursor, forward, includingPresent, where: isMatch)
    {
      return select(position)
    }
    let rows = allRows
    let selected = list.selection.flatMap(viewModel.node)
    let start = rows.firstIndex { $0.node == selected } ?? 0
    if let position = Self.next(in: rows, from: start, forward, true, where: isMatch) {
      reveal(position, among: rows)
      details.scroll = 0
    } else {
      say(.notFound(search), isError: true)
    }
  }

  /// The position of the next row that fits, round the end; nil when no row does.
  private static func next(
    in rows: [Row], from start: Int, _ forward: Bool, _ includingPresent: Bool,
    where fits: (Row) -> Bool
  ) -> Int? {
    let count = rows.count
    let first = includingPresent ? 0 : 1
    guard first <= count, count > 0 else { return nil }
    for step in first..<(first + count) {
      let position = (start + (forward ? step : count - step % count) + count) % count
      if fits(rows[position]) { return position }
    }
    return nil
  }
}
