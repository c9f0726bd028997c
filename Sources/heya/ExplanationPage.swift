internal import Canvas
internal import Explorer
internal import Namespaces
internal import Teaching
internal import Wording

extension Event {
  /// The page that explains an object of the explorer; nil for what has none.
  static func explanation(of object: ObjectID, in state: State) -> Event? {
    guard let (subject, thing) = subject(of: object) else { return nil }
    let explanation = Explanation(
      subject: subject,
      language: state.options.language,
      snapshot: state.snapshot, object: thing)
    let lines = explanation.render(width: min(max(state.size.columns - 8, 40), 76)).map(\.text)
    return .page(title: explanation.title, lines: Array(lines.dropFirst(2)))
  }

  private static func subject(of object: ObjectID) -> (Subject, ExplainedObject?)? {
    switch object {
    case .kind(let kind): (Subject(kind), nil)
    case .namespace(let id): (Subject(id.kind), .namespace(id))
    case .process(let id), .thread(let id, _): (.namespace, .process(id))
    case .container, .group: (.container, nil)
    case .interface: (.veth, nil)
    case .change: nil
    }
  }
}
