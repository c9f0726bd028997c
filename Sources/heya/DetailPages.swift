internal import Canvas
internal import Entering
internal import Explorer
internal import Localization
internal import Namespaces
internal import Procfs
internal import Teaching

/// The texts to read that the explorer asks for.
extension Event {
  /// The page that explains an object of the explorer; nil for what has none.
  static func explanation(of object: ObjectID, in state: State) -> Event? {
    guard let explanation = Explanation(of: object, in: state) else { return nil }
    let lines = explanation.render(width: min(max(state.size.columns - 8, 40), 76))
    // The page has a title already: leave out the explanation's and the empty line below it.
    return .page(
      title: explanation.title, lines: Array(lines.drop { !$0.runs.isEmpty }.dropFirst()))
  }

  /// A page of the details.
  static func page(for request: DetailPageRequest, in state: State) -> Event {
    let lines =
      switch request.topic {
      case .entry: entry(of: request.object, in: state, width: request.width)
      case .explanation:
        Explanation(of: request.object, in: state)?.render(width: request.width) ?? []
      }
    return .written(request, lines)
  }

  /// The plan to enter, step by step, or why there is none.
  private static func entry(of object: ObjectID, in state: State, width: Int) -> [StyledLine] {
    let language = state.options.language
    let request = EntryRequest(target: object)
    guard let target = request.entryTarget, let snapshot = state.snapshot else { return [] }
    if state.options.capture != nil {
      // Whoever has the number here is somebody else.
      return [.init(Text.notEntered[language], .body)].wrapped(to: width)
    }
    do {
      let plan = try EntryPlan(target, options: request.entryOptions, in: snapshot)
      return plan.explanation(in: language).flatMap { line in
        // The calls are set in; what does not fit stays below them.
        let indent = line.prefix { $0 == " " }.count
        let text = String(line.dropFirst(indent))
        return [.init(text, indent == 0 ? .body : .code)].wrapped(to: width, indent: indent)
      }
    } catch {
      return [.init(error.words[language], .body)].wrapped(to: width)
    }
  }
}

extension Explanation {
  /// What explains an object of the explorer; nil for what has no explanation.
  fileprivate init?(of object: ObjectID, in state: State) {
    let subject: Subject
    var thing: ExplainedObject?
    switch object {
    case .kind(let kind): subject = Subject(kind)
    case .namespace(let id): (subject, thing) = (Subject(id.kind), .namespace(id))
    case .process(let id), .thread(let id, _): (subject, thing) = (.namespace, .process(id))
    case .container, .group: subject = .container
    case .interface(let network, _):
      let isVeth = state.interface(object)?.kind == "veth"
      (subject, thing) = (isVeth ? .veth : .net, .namespace(network))
    case .change: return nil
    }
    self.init(
      subject: subject, language: state.options.language, snapshot: state.snapshot, object: thing)
  }
}

extension Text {
  fileprivate static let notEntered = Text("This is a capture; there is nothing running to enter.")
}
