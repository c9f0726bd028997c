internal import Entering
package import Localization
internal import SystemCalls

/// Why a lab could not be made or used.
package enum LabFailure: Error, Sendable, Hashable {
  /// Programs that it needs are not installed.
  case programsMissing([String])

  /// The kernel, or who configured it, doesn't allow it; with what was said.
  case refused(Words)

  /// Something that the lesson needs could not be made in it.
  case lacks(Lesson.Need)

  /// A command took too long.
  case timedOut(String)

  /// The lab is gone, with its last words.
  case ended(String)

  /// Somebody has killed the lab's first process.
  case killed

  /// A refusal for what was thrown where the lab was to begin.
  static func refused(_ error: any Error) -> LabFailure {
    let words = (error as? EntryFailure)?.words ?? (error as? Errno).map { Words("\($0)", $0.name) }
    return .refused(words ?? Words("\(error)"))
  }

  /// What happened and what helps, as a sentence.
  package var words: Words {
    switch self {
    case .programsMissing(let names):
      let list = names.joined(separator: ", ")
      return Words(
        "these programs are missing: \(list); install util-linux, procps and hostname",
        "プログラムがありません: \(list)。util-linux、procps、hostname を入れてください")
    case .refused(let reason):
      return Words(
        "namespaces cannot be made here (\(reason.english)); as an ordinary user see "
          + "`sysctl user.max_user_namespaces` and the distribution's own switches",
        "ここでは名前空間を作れません（\(reason.japanese)）。一般ユーザーなら "
          + "`sysctl user.max_user_namespaces` とディストリビューション独自の設定を調べてください")
    case .lacks(let need):
      return LessonRefusal.need(need).words
    case .timedOut(let command):
      return Words(
        "`\(command)` took longer than 40 seconds",
        "`\(command)` が 40 秒たっても終わりません")
    case .killed:
      return Words(
        "the lab was ended from outside; everything in it is gone",
        "実験室が外から終了させられました。中のものはすべて片付きました")
    case .ended(let lastWords):
      return Words(
        "the lab has ended: \(lastWords)", "実験室が終了しました: \(lastWords)")
    }
  }
}
