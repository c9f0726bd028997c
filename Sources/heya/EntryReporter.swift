internal import ArgumentParser
internal import Entering
internal import Localization
internal import Namespaces
internal import SystemCalls

/// Tells how an entry went, and ends as it did.
struct EntryReporter {
  /// The language.
  var language: Language

  /// Whether it tells what was called.
  var isTracing: Bool

  /// Runs what may be refused or fail, tells the reason in one sentence, and ends with the status
  /// that goes with it.
  func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as ExecutionError {
      Message.print(failure.words, in: language)
      trace(failure.calls)
      throw ExitCode(failure.code)
    } catch let refusal as PreflightError {
      Message.print(refusal.words, in: language)
      throw ExitCode(refusal.code)
    } catch let error as TargetError {
      Message.print(error, in: language)
      throw ExitCode(125)
    }
  }

  /// Tells what of the target's confinement the command escapes, a sentence each.
  func warn(_ shortfalls: [Text]) {
    for words in shortfalls { Message.print(words, in: language) }
  }

  /// Ends as the command did.
  func leave(_ outcome: EntryOutcome) throws {
    if outcome.end == .detached {
      // A prompt of the namespace's stands in the last line.
      StandardError.print("")
      Message.print(Text("left the target"), in: language)
    }
    if outcome.end == .stopped {
      let words = Text("left the target; the process that somebody had stopped was killed")
      Message.print(words, in: language)
    }
    trace(outcome.calls)
    throw ExitCode(outcome.code)
  }

  private func trace(_ calls: [EntryCall]) {
    guard isTracing else { return }
    for call in calls { StandardError.print(call.description) }
  }
}
