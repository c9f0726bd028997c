import Canvas
import Description
import Localization
import Namespaces

extension Painter {
  /// Draws what the rows add up to, each number below its column.
  mutating func drawTotal(_ state: State, _ columns: [Column], _ rect: Rect) {
    guard rect.size.rows > 0 else { return }
    let total = state.total
    let row = rect.origin.row
    var label = [Segment(Text.total[language], .label)]
    if !columns.contains(.members) {
      label.append(Segment("  " + Text.processes(total.processes)[language], .faint))
    }
    var end = rect.endColumn - 1
    var labelEnd = end
    let isEmpty = state.list.rows.isEmpty
    if isEmpty {
      label = [
        Segment(Text.total[language], .label), Segment("  " + Text.none[language], .faint),
      ]
    }
    for column in isEmpty ? [] : columns.reversed() {
      let value: FieldValue =
        switch column {
        case .members: FieldValue(total.processes)
        case .cpu: .quantity(total.cpu, .percent)
        case .memory: .quantity(total.memory, .bytes)
        default: .none
        }
      let text = column == .cpu ? cpu(total, state) : column.text(value, language)
      if value != .none {
        writeCell(text, .strong, column, endingAt: end, row: row)
        labelEnd = end - column.width - 1
      }
      end -= column.width + 1
    }
    write(label, column: rect.origin.column + 2, row: row, end: labelEnd)
  }

  /// The share of one processor; a dash before the second look, and of a capture, which has none.
  private func cpu(_ total: ResourceTotal, _ state: State) -> String {
    state.viewModel?.usage.isMeasured ?? false
      ? "\(Decimal(total.cpu, places: 1))" : "-"
  }
}

extension Text {
  static let total = Text("total")
}
