import Canvas
import Localization
package import Namespaces

/// What a page of the details is to say that only the program around the explorer can write.
package struct DetailPageRequest: Sendable, Hashable {
  /// What it is about; for ``Topic/entry`` a process, a thread or a namespace.
  package var object: ObjectID

  /// What it tells of the object.
  package var topic: Topic

  /// The width of a line, in columns.
  package var width: Int

  /// What a page tells.
  package enum Topic: Sendable {
    /// The plan to enter, step by step.
    case entry

    /// What the object is, in plain words.
    case explanation
  }

  /// Creates a request.
  package init(object: ObjectID, topic: Topic, width: Int) {
    self.object = object
    self.topic = topic
    self.width = width
  }
}

/// A page that was asked for.
struct DetailPage: Sendable {
  /// What was asked for.
  var request: DetailPageRequest

  /// What it says; nil until the first answer.
  var lines: [StyledLine]?

  /// Whether an answer is still out.
  var isAwaited = true
}

extension State {
  /// What the present page of the details needs to have written; nil when it needs nothing.
  private var pageRequest: DetailPageRequest? {
    guard let topic = details.tab.topic, let viewModel, var object = subject,
      let text = detailText(layout(size))
    else { return nil }
    if topic == .entry {
      guard viewModel.entryTarget(of: object) != nil else { return nil }
      object = viewModel.entryObject(to: object)
    }
    return DetailPageRequest(object: object, topic: topic, width: text.size.columns)
  }

  /// Asks for the present page of the details, and again at every refresh, whose numbers it shows.
  mutating func loadPage(isRefresh: Bool) -> [Effect] {
    guard let request = pageRequest else { return [] }
    if details.page?.request != request {
      details.page = DetailPage(request: request)
    } else if isRefresh, details.page?.isAwaited == false {
      details.page?.isAwaited = true
    } else {
      return []
    }
    return [.writePage(request)]
  }

  /// Shows a page, if it is still asked for.
  mutating func apply(_ lines: [StyledLine], for request: DetailPageRequest) {
    guard details.page?.request == request else { return }
    details.page = DetailPage(request: request, lines: lines, isAwaited: false)
  }

  /// The lines of the present page.
  func pageLines(width: Int) -> [PaneLine] {
    guard let request = pageRequest else {
      return Self.lines(
        of: FactSection(.noLabel, [FactLine(.noLabel, .onlyNamespacesAreEntered)]),
        options.language, width: width)
    }
    guard let page = details.page, page.request == request, let lines = page.lines else {
      return [PaneLine(segments: [Segment(Text.writing[options.language], .faint)])]
    }
    return lines.flatMap { line in
      line.segments(wrappedTo: width).map { PaneLine(segments: $0) }
    }
  }
}
