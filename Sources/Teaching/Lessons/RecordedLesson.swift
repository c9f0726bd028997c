package import Localization
package import Namespaces

/// A lesson walked through on a recorded host: no step is run, but each is told with what that host
/// has to show of it.
package struct RecordedLesson: Sendable {
  private let lesson: Lesson
  private let example: RecordedExample
  private let quiz: Quiz?

  /// Prepares a lesson for the host of a snapshot.
  package init(_ lesson: Lesson, in snapshot: Snapshot) {
    self.lesson = lesson
    example = RecordedExample(of: lesson, in: snapshot)
    quiz = Quiz(about: lesson.quiz, in: snapshot)
  }

  /// The whole of it, below a title, with the answers to its questions.
  package func text(in language: Language, width: Int) -> [StyledLine] {
    var lines = LessonText.recorded[language].paragraph(width: width) + [StyledLine()]
    lines += example.introduction(in: language, width: width)
    var isInside = false
    for (position, step) in lesson.steps.enumerated() {
      if let links = step.checks.lazy.compactMap(\.links).first { isInside = !links.isEmpty }
      let title = "\(LessonText.step[language]) \(position + 1)/\(lesson.steps.count)"
      lines += [StyledLine(), StyledLine([.init(title, .heading)])]
      lines += step.introduction(in: language, width: width)
      if let question = step.question {
        lines += [StyledLine()] + question.render(in: language, width: width)
        let answer = question.choices[question.answer][language]
        lines += "\(LessonText.answerIs[language]) \(answer)".paragraph(width: width, .fact)
      }
      let shown = example.lines(
        for: step, isInside: isInside, in: language, width: width)
      if !shown.isEmpty {
        let words = LessonText.onRecordedHost[language]
        lines += [StyledLine(), StyledLine([.init(words, .fact)])] + shown
      }
      lines += [StyledLine()] + step.shows[language].paragraph(width: width)
    }
    guard let quiz else { return lines }
    lines += [
      StyledLine(), StyledLine([.init(LessonText.quizOnRecordedHost[language], .heading)]),
    ]
    lines += quiz.render(in: language, width: width) + quiz.reasons(in: language)
    return lines
  }

}
