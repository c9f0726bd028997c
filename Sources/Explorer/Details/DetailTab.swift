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
  var title: Text {
    switch self {
    case .facts: Text("Facts", "概要")
    case .members: Text("Members", "メンバー")
    case .contents: Text("Inside", "中身")
    case .lifetime: Text("Why alive", "存続理由")
    case .entry: Text("Enter", "入る")
    case .explanation: Text("Explain", "解説")
    }
  }
  /// What the program around the explorer has to write for the page; nil for pages that the
  /// explorer makes itself.
  var topic: DetailPageRequest.Topic? {
    switch self {
    case .facts, .members, .contents, .lifetime: nil
    case .entry: .entry
    case .explanation: .explanation
    }
  }
}
