internal import Explorer
internal import Kernel
internal import Teaching
internal import Wording

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
      let file = try? Descriptor.open(directory + "/lessons")
    else { return }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = (try? file.read(into: &buffer)) ?? 0
    let text = String(decoding: buffer.prefix(count), as: UTF8.self)
    done = Set(text.split(separator: "\n").map(String.init))
  }

  /// Notes that a lesson was taken to its end.
  mutating func finish(_ lesson: String) {
    guard done.insert(lesson).inserted, let directory = BaseDirectory.state else { return }
    try? Descriptor.makeDirectories(directory)
    let text = done.sorted().map { $0 + "\n" }.joined()
    try? Descriptor.replaceFile(directory + "/lessons", with: Array(text.utf8))
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
