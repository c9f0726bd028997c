internal import Explorer
internal import Namespaces
internal import Teaching

extension Event {
  /// The explanation of an object, as a page to read.
  static func page(
    explaining object: ObjectID, in snapshot: Snapshot, _ language: Explorer.Language, width: Int
  ) -> Event? {
    let (subject, explained): (Subject, ExplainedObject?) =
      switch object {
      case .kind(let kind): (Subject(kind), nil)
      case .namespace(let id): (Subject(id.kind), .namespace(id))
      case .process(let process), .thread(let process, _): (.namespace, .process(process))
      case .change: (.setns, nil)
      }
    let explanation = Explanation(
      subject: subject, language: language == .japanese ? .japanese : .english,
      snapshot: snapshot, object: explained)
    let lines = explanation.render(width: width).map(\.text)
    return .page(title: explanation.title, lines: lines)
  }
}
