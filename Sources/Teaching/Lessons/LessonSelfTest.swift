package import Localization
package import Namespaces

/// A lesson run through without a learner: whether each claim of its text came true.
package struct LessonSelfTest: Sendable {
  /// The lesson.
  package var lesson: Lesson

  /// How many claims came true.
  package var kept = 0

  /// The steps with claims that did not.
  package var broken: [FailedStep] = []

  /// What could not be tried, by the step's name, or the lesson's where it is the whole.
  package var skipped: [(name: String, reason: Text)] = []

  /// A step whose text says something that this kernel did not do.
  package struct FailedStep: Sendable {
    /// The name of the step.
    package var step: String

    /// The claims that did not come true.
    package var checks: [Check]

    /// What was printed instead.
    package var output: String
  }

  /// Runs all steps of `lesson` in a lab and takes the lab down.
  package init(_ lesson: Lesson, look: @escaping @Sendable () -> Snapshot?) {
    self.lesson = lesson
    do throws(LessonError) {
      var run = try LessonRun.begin(lesson, look: look)
      while let step = run.next {
        if let failure = take(step, in: &run) {
          let output = failure.words[.english]
          broken.append(FailedStep(step: step.id, checks: [.succeeds], output: output))
          break
        }
      }
      run.end()
    } catch {
      skipped.append((lesson.id, error.words))
    }
  }

  private mutating func take(_ step: Step, in run: inout LessonRun) -> LabError? {
    do throws(LabError) {
      switch try run.takeStep() {
      case .skipped(let reason):
        skipped.append((step.id, reason.words))
      case .taken(let result, _, let checks, _):
        let all = step.checks.contains(.fails) ? step.checks.count : step.checks.count + 1
        kept += all - checks.count
        if !checks.isEmpty {
          broken.append(FailedStep(step: step.id, checks: checks, output: result.answer.output))
        }
      }
      return nil
    } catch {
      return error
    }
  }
}
