internal import ArgumentParser
internal import Entering
internal import Kernel
internal import Namespaces
internal import Wording

extension ParsableCommand {
  /// Runs what may be refused or fail, tells the reason in one sentence, and ends with the status
  /// that goes with it.
  func reporting(in language: Language, trace: Bool, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as EntryFailure {
      StandardError.print("heya: \(failure.words[language])")
      if trace { for call in failure.calls { StandardError.print(call.description) } }
      throw ExitCode(failure.code)
    } catch let refusal as EntryRefusal {
      StandardError.print("heya: \(refusal.words[language])")
      throw ExitCode(refusal.code)
    } catch let error as TargetError {
      StandardError.print("heya: \(error)")
      throw ExitCode(125)
    }
  }

  /// Ends as the command in the room did.
  func leave(_ outcome: EntryOutcome, trace: Bool, in language: Language) throws {
    if outcome.end == .detached {
      StandardError.print(Words("heya: left the room", "heya: 部屋を離れました")[language])
    }
    if trace { for call in outcome.calls { StandardError.print(call.description) } }
    throw ExitCode(outcome.code)
  }
}
