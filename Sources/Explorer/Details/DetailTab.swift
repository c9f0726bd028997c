import Localization

/// A page of the details.
enum DetailTab: Int, Sendable, CaseIterable {
  case facts
  case members
  case contents
  case lifetime
  case entry
  case explanation

  /// The name of the page.
  var title: Words {
    switch self {
    case .facts: Words("Facts", "概要")
    case .members: Words("Members", "メンバー")
    case .contents: Words("Inside", "中身")
    case .lifetime: Words("Why alive", "存続理由")
    case .entry: Words("Enter", "入る")
    case .explanation: Words("Explain", "解説")
    }
  }
  /// What the program around the explorer has to write for the page; nil for pages that the
  /// explorer makes itself.
  var topic: PageRequest.Topic? {
    switch self {
    case .facts, .members, .contents, .lifetime: nil
    case .entry: .entry
    case .explanation: .explanation
    }
  }
}
