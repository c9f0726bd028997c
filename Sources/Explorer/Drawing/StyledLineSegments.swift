import Localization

extension StyledLine {
  /// The line as what is drawn, broken where it is wider than `columns`.
  func segments(wrappedTo columns: Int) -> [[Segment]] {
    runs.wrapped(to: columns).map { line in
      line.runs.map { Segment($0.text, Theme.Role($0.role)) }
    }
  }
}

extension Theme.Role {
  /// How a piece of a text to read is drawn.
  init(_ role: StyledLine.Role) {
    self =
      switch role {
      case .title, .heading: .title
      case .body: .text
      case .code: .code
      case .fact: .strong
      case .output: .faint
      }
  }
}
