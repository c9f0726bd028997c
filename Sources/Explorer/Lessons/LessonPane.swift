import Canvas
import Namespaces

/// A lesson beside the tree, which shows the lesson's lab meanwhile.
struct LessonPane: Sendable {
  /// What is to be read; nil until the first page has come.
  var page: LessonPage?

  /// How far the text is scrolled.
  var scroll = 0

  /// Whether an order was given whose answer is still out.
  var isBusy = true

  /// What the lab had when the present step was begun: everything else stands out in the tree.
  var known: Set<ObjectID>?

  /// What was seen of the whole host last, to go back to.
  var host: Snapshot?

  /// How the text was last asked for.
  var format: LessonFormat

  /// What was shown before.
  var origin: Origin

  /// Where in the tree of the host somebody was.
  struct Origin: Sendable {
    var view: ViewName
    var list: RowList
    var otherLists: [ViewName: RowList]
    var filter: String
    var hidesHost: Bool
  }
}

extension State {
  /// How a lesson's text is to be on the present screen.
  var lessonFormat: LessonFormat {
    let columns = Layout.lessonColumns(size)
    return LessonFormat(columns: max(20, columns - 3), hasTree: columns < size.columns)
  }

  /// Begins a lesson: the pane comes up at once, its first page when the lab is built.
  mutating func beginLesson(_ id: String) -> [Effect] {
    let format = lessonFormat
    let origin = LessonPane.Origin(
      view: view, list: list, otherLists: otherLists, filter: filter, hidesHost: hidesHost)
    lesson = LessonPane(host: snapshot, format: format, origin: origin)
    // What was filtered out of the host's tree is part of the lesson in the lab's.
    (filter, hidesHost) = ("", false)
    show(.kinds)
    return [.lesson(.begin(id, format))]
  }

  /// Goes back to the tree of the host.
  mutating func endLesson(_ failure: String?) {
    guard let pane = lesson else { return }
    lesson = nil
    (view, list, otherLists) = (pane.origin.view, pane.origin.list, pane.origin.otherLists)
    (filter, hidesHost) = (pane.origin.filter, pane.origin.hidesHost)
    watch(pane.host)
    if let failure { say(failure, isError: true) }
  }

  /// Takes in a page.
  mutating func apply(_ page: LessonPage) {
    guard var pane = lesson else { return }
    let (before, isFirst) = (pane.page, pane.page == nil)
    pane.isBusy = false
    if before?.position != page.position || before?.stage != page.stage { pane.scroll = 0 }
    if page.lab != before?.lab { pane.known = nil }
    pane.page = page
    lesson = pane
    if isFirst || page.lab != before?.lab { watch(pane.host) }
    // The result is what one waited for; what came before it may be above the screen.
    if page.stage == .result, before?.stage == .introduction {
      scrollLesson(by: page.lines.count)
    }
  }

  /// Takes in a scan of the whole host: during a lesson the tree shows the lab's part.
  mutating func watch(_ host: Snapshot?) {
    guard let host else { return }
    lesson?.host = host
    let lab = lesson?.page?.lab
    if lab != watchedLab || snapshot?.processes.isEmpty ?? false {
      // A host and a lab have little in common: nothing of the one is news in the other. Nor is
      // anything news in a lab that had not been seen yet.
      watchedLab = lab
      snapshot = nil
      recentChanges = RecentChanges()
      if lab != nil { (list, otherLists, tags) = (RowList(), [:], []) }
    }
    apply(lab.map { host.narrowed(toLab: $0) } ?? host)
  }

  /// What the present step of a lesson made, to stand out until the next.
  mutating func lessonMarks(in shown: ViewModel) -> [ObjectID: ViewModel.Mark] {
    guard lesson?.page?.lab != nil else { return [:] }
    let present = shown.snapshot.objects
    guard let known = lesson?.known else {
      if !present.isEmpty { lesson?.known = present }
      return [:]
    }
    var marks: [ObjectID: ViewModel.Mark] = [:]
    for object in present.subtracting(known) { marks[object] = .new }
    return marks
  }

  /// Scrolls the text.
  mutating func scrollLesson(by lines: Int) {
    guard let pane = lesson else { return }
    let scroll = max(0, min(pane.scroll + lines, lastLessonScroll))
    lesson?.scroll = scroll
  }

  private var lastLessonScroll: Int {
    guard let page = lesson?.page, let rect = layout(size).lesson else { return 0 }
    return max(0, page.lines.count - lessonText(rect).size.rows)
  }

  /// Where in the pane the text is: below the title.
  func lessonText(_ pane: Rect) -> Rect {
    let text = pane.split(topRows: 2).bottom
    return Rect(
      column: text.origin.column + 1, row: text.origin.row, columns: text.size.columns - 2,
      rows: text.size.rows)
  }
}

extension Snapshot {
  /// The namespaces and processes by identity.
  var objects: Set<ObjectID> {
    Set(namespaces.map { .namespace($0.id) }).union(processes.map { .process($0.id) })
  }
}
