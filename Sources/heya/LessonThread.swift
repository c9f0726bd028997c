internal import Explorer
internal import Localization
internal import Namespaces
internal import Synchronization
internal import SystemCalls
internal import Teaching

/// Gives a lesson to the interface on a thread of its own: a step's command may take its time.
///
/// The lab lives and dies with the thread; should the program die, the lab's own cleanup process
/// ends it.
final class LessonThread: Sendable {
  private let orders = Mutex<[Order]>([])
  private let eventFD: EventFD
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
    eventFD = try EventFD()
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
    eventFD.notify()
  }

  /// Waits for the next order.
  ///
  /// - Throws: when the lab has ended meanwhile.
  private func nextOrder(_ machine: borrowing LessonStateMachine) throws(LessonError) -> Order {
    while true {
      eventFD.clear()
      if let order = orders.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return order }
      let ready = try? waitForInput(on: [eventFD.descriptor, machine.labEnd])
      if let ready, !ready[1].isEmpty { throw .lab(.killed) }
    }
  }

  private func teach(_ lesson: Lesson, _ format: LessonFormat) {
    var format = format
    do throws(LessonError) {
      var machine = try LessonStateMachine.begin(lesson, look: look)
      tell(.lesson(LessonPage(machine, language, format)))
      while true {
        switch try nextOrder(machine) {
        case .learner(.leave):
          machine.end()
          return tell(.lessonEnded(failure: nil))
        case .learner(.again): machine = try machine.restarted()
        case .learner(.back): machine = try machine.restarted(back: 1)
        case .learner(.layOut(let wish)): format = wish
        case .learner(let order): if let failure = perform(order, &machine) { throw .lab(failure) }
        case .wentIn:
          machine.goIn()
          continue
        case .cameBack:
          do throws(LabError) { try machine.comeBack() } catch { throw .lab(error) }
        }
        tell(.lesson(LessonPage(machine, language, format)))
      }
    } catch {
      tell(.lessonEnded(failure: "\(lesson.id): \(error.words[language])"))
    }
  }

  private func perform(_ order: LessonRequest, _ machine: inout LessonStateMachine) -> LabError? {
    do throws(LabError) {
      switch order {
      case .proceed: try machine.proceed()
      case .answer(let choice): machine.answer(choice)
      case .begin, .again, .back, .shell, .leave, .layOut: break
      }
      if machine.stage == .over {
        var progress = LessonProgress()
        progress.finish(machine.lesson.id)
      }
      return nil
    } catch {
      return error
    }
  }
}

extension LessonPage {
  /// The page that a walk is at.
  init(_ machine: borrowing LessonStateMachine, _ language: Language, _ format: LessonFormat) {
    let lesson = machine.lesson
    self.init(
      title: lesson.heading(in: language), position: machine.heading(in: language),
      stage: Stage(machine.stage))
    lines = machine.lines(in: language, width: format.columns, hasTree: format.hasTree)
    command = machine.command
    choices = machine.choices
    lab = machine.lab
    shell = machine.stage == .over ? nil : machine.shell
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
