package import Localization
package import Namespaces

/// A lesson that is being taken: a ``Lab``, and what happened in it so far.
package struct LessonRun: ~Copyable {
  /// The lesson.
  package let lesson: Lesson

  /// How many of its steps are behind the learner.
  package private(set) var position = 0

  private let labEnvironment: Lab
  private let look: @Sendable () -> Snapshot?
  private let asRoot: Bool
  private let hasControlGroup: Bool
  private var results: [String: StepResult]
  private var latest: LabState

  /// Builds the lab of a lesson.
  ///
  /// - Parameters:
  ///   - lesson: the lesson to take.
  ///   - look: how to look at the system.
  /// - Returns: the lesson before its first step.
  /// - Throws: why the lesson cannot be taken here.
  package static func begin(
    _ lesson: Lesson, look: @escaping @Sendable () -> Snapshot?
  ) throws(LessonError) -> LessonRun {
    // Root of a container may lack the capability, and then needs a user namespace as others do.
    guard let observer = look()?.observer else { throw .lab(.ended("no /proc")) }
    let asRoot = observer.isRoot
    let unmet = lesson.needs.first { !$0.isMet(asRoot: asRoot, controlGroup: asRoot) }
    if let unmet { throw .need(unmet) }
    do throws(LabError) {
      let wantsGroup = asRoot && lesson.usesControlGroup
      let lab = try Lab.build(for: observer, controlGroup: wantsGroup, snapshot: look)
      let hasGroup = try lab.run("test -d /run/cgroup").status == 0
      if lesson.needs.contains(.controlGroup), !hasGroup { throw .lacks(.controlGroup) }
      for case .kind(let kind) in lesson.needs where try !lab.canMake(kind) {
        throw .lacks(.kind(kind))
      }
      for line in lesson.preparation { _ = try lab.run(line) }
      let start = StepResult(answer: Lab.Answer(output: "", status: 0), place: try lab.place())
      return LessonRun(
        lesson: lesson, lab: lab, look: look, asRoot: asRoot, hasControlGroup: hasGroup,
        start: start)
    } catch {
      throw .lab(error)
    }
  }

  private init(
    lesson: Lesson, lab: consuming Lab, look: @escaping @Sendable () -> Snapshot?, asRoot: Bool,
    hasControlGroup: Bool, start: StepResult
  ) {
    self.lesson = lesson
    labEnvironment = lab
    self.look = look
    self.asRoot = asRoot
    self.hasControlGroup = hasControlGroup
    results = ["start": start]
    latest = start.place
  }

  /// The next step; nil at the end.
  package var next: Step? {
    position < lesson.steps.count ? lesson.steps[position] : nil
  }

  /// Takes the next step, which must exist.
  ///
  /// - Parameter byHand: whether the learner did it, so that its result is only looked at.
  /// - Returns: what came of it.
  /// - Throws: when the lab is gone.
  package mutating func takeStep(byHand: Bool = false) throws(LabError) -> StepOutcome {
    let step = lesson.steps[position]
    position += 1
    let unmet = step.needs.first { !$0.isMet(asRoot: asRoot, controlGroup: hasControlGroup) }
    if let unmet { return .skipped(.need(unmet)) }
    let answer = try labEnvironment.run(byHand ? step.look ?? step.command : step.command)
    let result = StepResult(answer: answer, place: try labEnvironment.place())
    var broken = step.checks.filter { !$0.holds(for: result, after: results) }
    if answer.status != 0, !step.checks.contains(.fails) { broken.append(.succeeds) }
    let table = step.table.map { $0.lines(now: result, earlier: results) } ?? []
    results[step.id] = result
    defer { latest = result.place }
    return .taken(result, before: latest, broken: broken, table: table)
  }

  /// Whether a learner may do a step in a shell of their own: the kernel can tell that it was done,
  /// by what it left or by where that shell was.
  package borrowing func canBeDone(byHand step: Step) -> Bool {
    step.look != nil || leadsElsewhere(step)
  }

  /// Whether a step leads the shell to other namespaces than those that it is in.
  private borrowing func leadsElsewhere(_ step: Step) -> Bool {
    !step.checks.isEmpty && step.checks.allSatisfy(\.isAboutPlace)
      && !step.isDone(at: latest, after: results)
  }

  /// Begins to look whether the learner, at a shell of their own, goes where the step leads; nil
  /// where it leads nowhere.
  package borrowing func watch(_ step: Step) -> StepWatch? {
    guard leadsElsewhere(step) else { return nil }
    let (look, latest, results) = (look, latest, results)
    return try? StepWatch {
      guard let now = look() else { return false }
      return latest.joinedProcesses(in: now).contains { step.isDone(at: $0, after: results) }
    }
  }

  /// Whether the kernel says that the learner has done a step by hand; nothing changes by asking.
  package borrowing func isDone(byHand step: Step) throws(LabError) -> Bool {
    guard let line = step.look else { return false }
    let result = StepResult(answer: try labEnvironment.run(line), place: try labEnvironment.place())
    return result.answer.status == 0
      && step.checks.allSatisfy { $0.holds(for: result, after: results) }
  }

  /// The outermost process of the lab.
  package var lab: Int32 { labEnvironment.pid }

  /// A descriptor that has something to read once the lab has ended, which it does not by itself.
  package var labEnd: Int32 { labEnvironment.endDescriptor }

  /// The process id of the learner's shell, by which its namespaces are entered.
  package var shell: Int32 { latest.shell.pid }

  /// A question about the system as it is at this moment of the lesson; nil when it is too plain
  /// for one.
  package borrowing func quiz() throws(LabError) -> Quiz? {
    let place = try labEnvironment.place()
    return Quiz(
      about: lesson.quiz, in: place.snapshot, preferring: Set(place.processes.map(\.pid)))
  }

  /// The lab after the latest step as a tree, for where there is none beside the text.
  package borrowing func map(in language: Language, width: Int) -> [StyledLine] {
    LabMap(of: latest, since: latest, in: language, width: width).lines
  }

  /// The same lesson after its first `position` steps, in a new lab.
  package consuming func restarted(at position: Int) throws(LessonError) -> LessonRun {
    let (lesson, look) = (lesson, look)
    end()
    var run = try LessonRun.begin(lesson, look: look)
    do throws(LabError) {
      while run.position < position { _ = try run.takeStep() }
    } catch {
      throw .lab(error)
    }
    return run
  }

  /// Takes the lab down, and waits until all of it is gone.
  package consuming func end() {
    labEnvironment.end()
  }
}

/// What came of a step.
package enum StepOutcome: Sendable {
  /// It was left out, and why.
  case skipped(LessonError)

  /// It was taken; `before` is the lab as it was, `broken` are the claims that did not come true.
  case taken(StepResult, before: LabState, broken: [Check], table: [TableLine])
}

/// Why a lesson or a step of it cannot be taken here.
package enum LessonError: Error, Sendable, Hashable {
  case need(Lesson.Need)
  case lab(LabError)

  /// The reason and what helps, as a sentence.
  package var words: Text {
    switch self {
    case .need(.root):
      Text("it needs root")
    case .need(.program(let name)):
      Text("it needs the program `\(name)`")
    case .need(.kind(let kind)):
      Text("it needs `\(kind.name)` namespaces, which cannot be made here")
    case .need(.controlGroup):
      Text("it needs a control group with a limit on processes, which root may make")
    case .lab(let failure):
      failure.words
    }
  }
}

extension Observer {
  fileprivate var isRoot: Bool { uid == 0 && has(.sysAdmin) }
}

extension Lesson {
  fileprivate var usesControlGroup: Bool {
    needs.contains(.controlGroup) || steps.contains { $0.needs.contains(.controlGroup) }
  }
}

extension Lesson.Need {
  fileprivate func isMet(asRoot: Bool, controlGroup: Bool) -> Bool {
    switch self {
    case .root: asRoot
    case .program(let name): InstalledProgram.exists(name)
    case .controlGroup: controlGroup
    // The lab tells.
    case .kind: true
    }
  }
}
