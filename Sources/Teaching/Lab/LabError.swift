internal import Entering
package import Localization
internal import SystemCalls

/// Why a lab could not be made or used.
package enum LabError: Error, Sendable, Hashable {
  /// Programs that it needs are not installed.
  case programsMissing([String])

  /// The kernel, or who configured it, doesn't allow it; with what was said.
  case refused(Text)

  /// Something that the lesson needs could not be made in it.
  case lacks(Lesson.Need)

  /// A command took too long.
  case timedOut(String)

  /// The lab is gone, with its last words.
  case ended(String)

  /// Somebody has killed the lab's first process.
  case killed

  /// A refusal for what was thrown where the lab was to begin.
  static func refused(_ error: any Error) -> LabError {
    let words =
      (error as? ExecutionError)?.words ?? (error as? Errno).map { Text($0) }
    return .refused(words ?? Text(verbatim: "\(error)"))
  }

  /// What happened and what helps, as a sentence.
  package var words: Text {
    switch self {
    case .programsMissing(let names):
      let list = names.joined(separator: ", ")
      return Text("these programs are missing: \(list); install util-linux, procps and hostname")
    case .refused(let reason):
      return Text(
        """
        namespaces cannot be made here (\(reason)); as an ordinary user see `sysctl \
        user.max_user_namespaces` and the distribution's own switches
        """)
    case .lacks(let need):
      return LessonError.need(need).words
    case .timedOut(let command):
      return Text("`\(command)` took longer than 40 seconds")
    case .killed:
      return Text("the lab was ended from outside; everything in it is gone")
    case .ended(let lastWords):
      return Text("the lab has ended: \(lastWords)")
    }
  }
}
