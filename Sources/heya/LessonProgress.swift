internal import Explorer
internal import Limits
internal import Localization
internal import SystemCalls
internal import Teaching

/// Which lessons were taken to their end: names, one per line, in `$XDG_STATE_HOME/heya/lessons`.
///
/// Where the file cannot be read or written the learner learns all the same.
struct LessonProgress {
  /// The names of the lessons.
  private(set) var done: Set<String>

  /// Reads the file.
  init() {
    done = []
    guard let directory = BaseDirectory.state,
      let bytes = try? OwnFile.read(directory + "/lessons", limit: ReadLimits.lessons)
    else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    done = Set(text.split(separator: "\n").map(String.init))
  }

  /// Notes that a lesson was taken to its end.
  mutating func finish(_ lesson: String) {
    guard done.insert(lesson).inserted, let directory = BaseDirectory.state else { return }
    let text = done.sorted().map { $0 + "\n" }.joined()
    try? OwnFile.replace(directory + "/lessons", with: Array(text.utf8))
  }
}

extension LessonEntry {
  /// All lessons, and which of them were taken to their end.
  static func all(in language: Language) -> [LessonEntry] {
    let done = LessonProgress().done
    return Curriculum.lessons.map { lesson in
      LessonEntry(
        id: lesson.id, title: lesson.title[language], minutes: lesson.minutes,
        isDone: done.contains(lesson.id))
    }
  }
}
