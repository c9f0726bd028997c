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
    case .facts: Text("Facts")
    case .members: Text("Members")
    case .contents: Text("Inside")
    case .lifetime: Text("Why alive")
    case .entry: Text("Enter")
    case .explanation: Text("Explain")
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
