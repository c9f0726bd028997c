internal import Explorer
internal import Localization
internal import Namespaces
internal import Synchronization
internal import SystemCalls
internal import Teaching

/// Gives a lesson to the interface on a thread of its own: a step's command may take its time.
///
/// The lab lives and dies with the thread; should the program die, the lab's own watcher ends it.
final class LessonThread: Sendable {
  private let orders = Mutex<[Order]>([])
  private let bell: EventFD
  private let language: Language
  private let look: @Sendable () -> Snapshot?
  private let tell: @Sendable (Event) -> Void

  /// What the thread is to do; the learner goes into a shell of their own and comes back from it.
  private enum Order {
    case learner(LessonRequest)
    case wentIn
    case cameBack
  }

  /// Starts the thread.
  ///
  /// - Parameters:
  ///   - lesson: the lesson.
  ///   - format: how its text is laid out.
  ///   - language: the language.
  ///   - look: how to look at the system.
  ///   - tell: where pages go to, on the teacher's thread.
  /// - Throws: why there can be no thread.
  init(
    _ lesson: Lesson, _ format: LessonFormat, in language: Language,
    look: @escaping @Sendable () -> Snapshot?,
    tell: @escaping @Sendable (Event) -> Void
  ) throws(Errno) {
    bell = try EventFD()
    (self.language, self.look, self.tell) = (language, look, tell)
    _ = try BackgroundThread(named: "heya lesson") { [self] in teach(lesson, format) }
  }

  /// Hands on what the learner asks for.
  func take(_ order: LessonRequest) { give(.learner(order)) }

  /// Says that the learner's own shell is about to begin.
  func shellBegins() { give(.wentIn) }

  /// Says that the learner's own shell has ended.
  func shellEnded() { give(.cameBack) }

  private func give(_ order: Order) {
    orders.withLock { $0.append(order) }
    bell.ring()
  }

  /// Waits for the next order.
  ///
  /// - Throws: when the lab has ended meanwhile.
  private func nextOrder(_ walk: borrowing LessonStateMachine) throws(LessonError) -> Order {
    while true {
      bell.silence()
      if let order = orders.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return order }
      let ready = try? waitForInput(on: [bell.descriptor, walk.labEnd])
      if let ready, !ready[1].isEmpty { throw .lab(.killed) }
    }
  }

  private func teach(_ lesson: Lesson, _ format: LessonFormat) {
    var format = format
    do throws(LessonError) {
      var walk = try LessonStateMachine.begin(lesson, look: look)
      tell(.lesson(LessonPage(walk, language, format)))
      while true {
        switch try nextOrder(walk) {
        case .learner(.leave):
          walk.end()
          return tell(.lessonEnded(failure: nil))
        case .learner(.again): walk = try walk.restarted()
        case .learner(.back): walk = try walk.restarted(back: 1)
        case .learner(.layOut(let wish)): format = wish
        case .learner(let order): if let failure = obey(order, &walk) { throw .lab(failure) }
        case .wentIn:
          walk.goIn()
          continue
        case .cameBack:
          do throws(LabError) { try walk.comeBack() } catch { throw .lab(error) }
        }
        tell(.lesson(LessonPage(walk, language, format)))
      }
    } catch {
      tell(.lessonEnded(failure: "\(lesson.id): \(error.words[language])"))
    }
  }

  private func obey(_ order: LessonRequest, _ walk: inout LessonStateMachine) -> LabError? {
    do throws(LabError) {
      switch order {
      case .proceed: try walk.proceed()
      case .answer(let choice): walk.answer(choice)
      case .begin, .again, .back, .shell, .leave, .layOut: break
      }
      if walk.stage == .over {
        var progress = LessonProgress()
        progress.finish(walk.lesson.id)
      }
      return nil
    } catch {
      return error
    }
  }
}

extension LessonPage {
  /// The page that a walk is at.
  init(_ walk: borrowing LessonStateMachine, _ language: Language, _ format: LessonFormat) {
    let lesson = walk.lesson
    self.init(
      title: lesson.heading(in: language), position: walk.heading(in: language),
      stage: Stage(walk.stage))
    lines = walk.lines(in: language, width: format.columns, hasTree: format.hasTree)
    command = walk.command
    choices = walk.choices
    lab = walk.lab
    shell = walk.stage == .over ? nil : walk.shell
  }
}

extension LessonPage.Stage {
  fileprivate init(_ stage: LessonStateMachine.Stage) {
    self =
      switch stage {
      case .introduction: .introduction
      case .result: .result
      case .quiz: .quiz
      case .over: .over
      }
  }
}
