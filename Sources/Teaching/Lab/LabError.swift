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
      (error as? ExecutionError)?.words ?? (error as? Errno).map { Text("\($0)", $0.name) }
    return .refused(words ?? Text("\(error)"))
  }

  /// What happened and what helps, as a sentence.
  package var words: Text {
    switch self {
    case .programsMissing(let names):
      let list = names.joined(separator: ", ")
      return Text(
        "these programs are missing: \(list); install util-linux, procps and hostname",
        "プログラムがありません: \(list)。util-linux、procps、hostname を入れてください")
    case .refused(let reason):
      return Text(
        "namespaces cannot be made here (\(reason.english)); as an ordinary user see "
          + "`sysctl user.max_user_namespaces` and the distribution's own switches",
        "ここでは名前空間を作れません（\(reason.japanese)）。一般ユーザーなら "
          + "`sysctl user.max_user_namespaces` とディストリビューション独自の設定を調べてください")
    case .lacks(let need):
      return LessonError.need(need).words
    case .timedOut(let command):
      return Text(
        "`\(command)` took longer than 40 seconds",
        "`\(command)` が 40 秒たっても終わりません")
    case .killed:
      return Text(
        "the lab was ended from outside; everything in it is gone",
        "実験室が外から終了させられました。中のものはすべて片付きました")
    case .ended(let lastWords):
      return Text(
        "the lab has ended: \(lastWords)", "実験室が終了しました: \(lastWords)")
    }
  }
}
