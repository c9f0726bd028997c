internal import Entering
internal import Explorer
internal import Kernel
internal import Namespaces
internal import Wording

/// A stay in a room, from the interface and back to it.
struct Stay {
  /// What is to be told of it.
  let report: Event

  /// The signal that ended it, which ends the program as well; nil when it ended by itself.
  let endingSignal: Signal?

  /// Enters, and comes back when the command has ended or was left.
  init(_ request: EntryRequest, from caller: EntryCaller, by plans: Plans, in state: State) {
    var signal: Signal?
    let (words, isError) = Self.stay(request, from: caller, plans, state, endingSignal: &signal)
    report = .notice(words, in: state, isError: isError)
    endingSignal = signal
  }

  private static func stay(
    _ request: EntryRequest, from caller: EntryCaller, _ plans: Plans, _ state: State,
    endingSignal: inout Signal?
  ) -> (Words, isError: Bool) {
    guard let snapshot = state.snapshot else { return (Words("nothing was seen yet", ""), true) }
    let plan: EntryPlan
    do {
      plan = try plans.take(for: request, in: snapshot)
    } catch {
      return (error.words, true)
    }
    do {
      let outcome = try plan.perform(from: caller)
      if case .interrupted(let signal) = outcome.end { endingSignal = signal }
      return (outcome.end.words(leaving: plan.target.description), false)
    } catch {
      return (error.words, true)
    }
  }
}

extension EntryOutcome.End {
  /// One sentence that says how a stay ended.
  func words(leaving room: String) -> Words {
    switch self {
    case .ended(.exited(0)):
      Words("back from \(room): the shell ended well", "\(room) から戻りました。シェルは正常に終わりました")
    case .ended(.exited(let code)):
      Words(
        "back from \(room): the shell ended with status \(code)",
        "\(room) から戻りました。シェルは状態 \(code) で終わりました")
    case .ended(.signaled(let number)):
      Words(
        "back from \(room): signal \(number) ended the shell",
        "\(room) から戻りました。シェルはシグナル \(number) で終わりました")
    case .detached:
      Words("left \(room): the shell was hung up", "\(room) を離れました。シェルの端末を切りました")
    case .interrupted(let signal):
      Words(
        "left \(room): signal \(signal.rawValue) ended heya",
        "\(room) を離れました。シグナル \(signal.rawValue) でheyaが終わります")
    }
  }
}
