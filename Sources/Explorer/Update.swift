import Canvas
import Localization
import Namespaces

/// Applies an event.
///
/// - Returns: what the program around the explorer has to do, in order.
package func update(_ state: inout State, _ event: Event) -> [Effect] {
  var effects: [Effect] = []
  switch event {
  case .input(let input): effects = state.apply(input)
  case .snapshot(let snapshot):
    state.staleScan.end()
    state.watch(snapshot)
  case .tick(let now):
    state.expireNotice(now)
    state.staleScan.pass(to: now, interval: state.period)
  case .details(let object, let sections):
    if state.details.requested == object { state.details.contents[object] = sections }
  case .difference(let left, let right, let difference): state.apply(difference, left, right)
  case .interfaces(let interfaces):
    state.isAwaitingInterfaces = false
    state.viewModel?.networks = NetworkTree(interfaces)
    if state.view == .network { state.rebuild() }
  case .plan(let request, let summary): state.apply(summary, for: .entry(request))
  case .written(let request, let lines): state.apply(lines, for: request)
  case .newNamespacesPlan(let request, let summary):
    state.apply(summary, for: .newNamespaces(request))
  case .left(let report): state.apply(report)
  case .page(let title, let lines): state.present(.page(.init(title: title, lines: lines)))
  case .firstRun: state.present(.welcome)
  case .lessons(let entries): state.present(.lessons(LessonList(entries: entries)))
  case .beginLesson(let id): effects = state.beginLesson(id)
  case .lesson(let page): state.apply(page)
  case .lessonEnded(let failure): state.endLesson(failure)
  case .notice(let text, let isError): state.say(text, isError: isError)
  case .slowLook(let pid): state.staleScan.wait(for: pid)
  case .stretched(let interval): state.stretchedInterval = interval
  }
  effects += state.layOutLesson()
  effects += state.loadDetails(isRefresh: event.isSnapshot)
  effects += state.loadPage(isRefresh: event.isSnapshot)
  effects += state.loadInterfaces(isRefresh: event.isSnapshot)
  return state.permitted(effects)
}

extension Event {
  fileprivate var isSnapshot: Bool {
    if case .snapshot = self { true } else { false }
  }
}

extension State {
  /// Shows a new scan.
  mutating func apply(_ new: Snapshot) {
    if let before = snapshot {
      let difference =
        new.hasStructure(of: before)
        ? SnapshotDifference() : SnapshotDifference(from: before, to: new)
      recentChanges.advance(from: before, to: new, difference, onScreen: objectsOnScreen)
      eventLog.record(from: before, to: new, difference)
    }
    var shown = ViewModel(
      new, since: snapshot, recentChanges: recentChanges, eventLog: eventLog, before: viewModel)
    if let viewModel { shown.networks = viewModel.networks }
    shown.marks.merge(lessonMarks(in: shown)) { present, _ in present }
    history.record(shown)
    viewModel = shown
    snapshot = new
    recallOrder()
    rebuild()
    if let followed, selectedObject != followed { reveal(followed) }
  }

  /// What somebody sees of the tree.
  private var objectsOnScreen: Set<ObjectID> {
    list.visibleObjects(height: listHeight).union(onTop)
  }

  /// Asks for what is inside the selected object when that is to be shown.
  fileprivate mutating func loadDetails(isRefresh: Bool) -> [Effect] {
    guard details.tab == .contents, layout(size).details != nil, let object = subject,
      case .namespace = object, isRefresh || object != details.requested
    else { return [] }
    if object != details.requested {
      details.contents = details.contents.filter { $0.key == object }
      details.requested = object
    }
    return [.load(object)]
  }

  /// Asks for the interfaces when the picture of the networks comes up, and at every refresh.
  fileprivate mutating func loadInterfaces(isRefresh: Bool) -> [Effect] {
    let isShown = view == .network && viewModel != nil
    defer { showsInterfaces = isShown }
    guard isShown, isRefresh || !showsInterfaces, !isAwaitingInterfaces else { return [] }
    isAwaitingInterfaces = true
    return [.loadInterfaces]
  }

  /// Leaves out what must not be done: the one gate between the explorer and the host.
  fileprivate mutating func permitted(_ effects: [Effect]) -> [Effect] {
    effects.filter { effect in
      guard effect.changesHost else { return true }
      if options.readOnly {
        say(.refusedReadOnly, isError: true)
        if case .lesson = effect { endLesson(nil) }
        return false
      }
      switch effect {
      // A recorded host is walked through; nothing is made.
      case .write, .lesson: return true
      default: break
      }
      if options.capture != nil { say(.refusedCapture, isError: true) }
      return options.capture == nil
    }
  }

  /// Shows a sentence on the status line.
  mutating func say(_ text: String, isError: Bool = false) {
    notice = Notice(text: text, isError: isError, expires: nil)
  }

  /// Shows a sentence on the status line.
  mutating func say(_ words: Text, isError: Bool = false) {
    say(words[options.language], isError: isError)
  }

  /// The seconds to the next scan; nil when none is to come.
  fileprivate var period: Double? { isPaused || options.capture != nil ? nil : interval }

  /// How long a notice stays, in seconds.
  private static let noticeSeconds = 6.0

  fileprivate mutating func expireNotice(_ now: Double) {
    guard var present = notice else { return }
    if let expires = present.expires {
      if now >= expires { notice = nil }
    } else {
      present.expires = now + Self.noticeSeconds
      notice = present
    }
  }
}
