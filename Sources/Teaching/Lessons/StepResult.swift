internal import Namespaces

/// What really happened in a step.
package struct StepResult: Sendable {
  /// What the command printed and how it ended.
  package var answer: Lab.Answer

  /// Where the learner's shell is after the step.
  package var place: LabState
}

extension Check {
  /// Whether the claim came true in the step that gave `result`.
  ///
  /// - Parameters:
  ///   - result: what happened.
  ///   - earlier: what happened in the steps before, by their names.
  /// - Returns: whether it did.
  func holds(for result: StepResult, after earlier: [String: StepResult]) -> Bool {
    let output = result.answer.output
    let shell = result.place.shell
    let snapshot = result.place.snapshot
    switch self {
    case .succeeds:
      return result.answer.status == 0
    case .fails:
      return result.answer.status != 0
    case .prints(let text):
      return output.contains(text)
    case .hides(let text):
      return !output.contains(text)
    case .ends(let line):
      return output.split(separator: "\n").last.map { $0 == line } ?? line.isEmpty
    case .printsSame(as: let step):
      return earlier[step]?.answer.output == output
    case .printsOther(than: let step):
      return earlier[step].map { $0.answer.output != output } ?? false
    case .changed(let links, since: let step):
      guard let before = earlier[step]?.place.shell.links else { return false }
      let changed = NamespaceLink.all.filter { shell.links[$0] != before[$0] }
      return Set(changed) == Set(links) && NamespaceLink.all.allSatisfy { shell.links[$0] != 0 }
    case .isNumber(let number):
      return shell.innermostPID == number && shell.pid != number
    case .standsEmpty(let kind, of: let step):
      guard let id = earlier[step]?.namespace(kind)?.id else { return false }
      return snapshot.namespace(id)?.members.isEmpty ?? false
    case .isGone(let kind, of: let step):
      guard let id = earlier[step]?.namespace(kind)?.id else { return false }
      return snapshot.namespace(id) == nil
    case .isOwnedHere(let kind):
      guard let owner = result.namespace(kind)?.owner else { return false }
      return owner.inode == shell.links[.user]
    case .isOwnedElsewhere(let kind):
      guard let room = result.namespace(kind) else { return false }
      return room.owner?.inode != shell.links[.user]
    case .hasOtherMembers(let kind):
      return result.place.processes.contains { process in
        process.links[kind] != 0 && process.links[kind] != shell.links[kind]
      }
    }
  }
}

extension Check {
  /// Whether it is about where the shell is, and about nothing that was printed or is elsewhere.
  var isAboutPlace: Bool {
    switch self {
    case .changed, .isNumber, .isOwnedHere, .isOwnedElsewhere: true
    default: false
    }
  }
}

extension Step {
  /// Whether all that the step says of where its shell is holds of a shell at `place`.
  func isDone(at place: LabState, after earlier: [String: StepResult]) -> Bool {
    let result = StepResult(answer: Lab.Answer(output: "", status: 0), place: place)
    return checks.allSatisfy { $0.holds(for: result, after: earlier) }
  }
}

extension StepResult {
  /// The namespace of a kind that the shell is in.
  func namespace(_ kind: NamespaceKind) -> Namespace? {
    place.snapshot.namespace(inode: place.shell.links[kind])
  }
}
