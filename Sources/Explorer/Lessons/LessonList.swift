import Canvas
import Localization

/// The lessons to choose from.
struct LessonList: Sendable {
  /// The lessons, in the order in which a newcomer takes them.
  var entries: [LessonEntry]

  /// The chosen one: at first the one after those that were taken.
  var cursor: Int

  /// Shows a list.
  init(entries: [LessonEntry]) {
    self.entries = entries
    cursor = entries.firstIndex { !$0.isDone } ?? 0
  }
}

extension State {
  /// A key in the list of lessons.
  mutating func apply(_ key: Key, in list: LessonList) -> [Effect] {
    var list = list
    let last = list.entries.count - 1
    switch options.keys[key] {
    case .enter where list.entries.indices.contains(list.cursor):
      overlay = nil
      return beginLesson(list.entries[list.cursor].id)
    case .cancel, .quit, .lessons, .back, .fold:
      overlay = nil
      return []
    case .up: list.cursor -= 1
    case .down: list.cursor += 1
    case .first, .pageUp: list.cursor = 0
    case .last, .pageDown: list.cursor = last
    default: break
    }
    list.cursor = max(0, min(list.cursor, last))
    overlay = .lessons(list)
    scrollOverlay(toShow: list.cursor)
    return []
  }

  /// The lessons, one a line.
  func lessonLines(_ list: LessonList, width: Int) -> [[Segment]] {
    let names = list.entries.map(\.id.columns).max() ?? 0
    return list.entries.enumerated().map { number, entry in
      let minutes = entry.minutes < 10 ? " \(entry.minutes)" : "\(entry.minutes)"
      let done = entry.isDone ? "✓" : " "
      let line =
        " \(done) \(entry.id.padded(to: names))  "
        + "\(minutes) \(Text.minutes[options.language])  \(entry.title)"
      let isChosen = number == list.cursor
      return [
        Segment(
          isChosen
            ? line.truncated(to: width, mark: options.glyphs.ellipsis).padded(to: width)
            : line,
          isChosen ? .selection : entry.isDone ? .faint : .text)
      ]
    }
  }
}
