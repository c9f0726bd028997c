internal import Entering
internal import Escaping
internal import Explorer
internal import Localization
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// An entry from the interface, and what is told after its shell has ended.
struct EntrySessionResult: Sendable {
  /// What was entered; empty for new namespaces.
  let title: String

  /// When it was over, on the clock of `Host.monotonic`.
  let end: Double

  private let before: Snapshot
  private let commandLine: String
  private let result: Result<EntryOutcome, ExecutionError>

  /// Enters, and comes back when the command has ended or was left.
  init(_ session: EntrySession, title: String, from caller: EntryCaller, since before: Snapshot) {
    self.title = title
    self.before = before
    commandLine = session.commandLine
    result = Result { () throws(ExecutionError) in try session.perform(from: caller) }
    end = Host.monotonic
  }

  /// The signal that ended it, which ends the program as well; nil when it ended by itself.
  var endingSignal: Signal? {
    if case .success(let outcome) = result, case .interrupted(let signal) = outcome.end {
      signal
    } else {
      nil
    }
  }

  /// What it left behind, as a snapshot that was begun after it shows.
  func leftovers(in after: Snapshot) -> Leftovers? {
    guard case .success(let outcome) = result else { return nil }
    return Leftovers(of: outcome, from: before, to: after)
  }

  /// What is to be told of it; without `leftovers`, when nobody has looked for them yet.
  func report(_ leftovers: Leftovers?, in language: Language) -> EntryReport {
    let (sentence, isError): (Text, Bool) =
      switch result {
      case .success(let outcome): (outcome.end.words(leaving: target), false)
      case .failure(let failure): (failure.words, true)
      }
    let rest = leftovers.map { $0.sentence[language] } ?? ""
    return EntryReport(
      title: Text("The last entry: \(target)")[language],
      sentence: sentence[language] + rest, isError: isError,
      lines: lines(sentence, leftovers, in: language))
  }

  private var target: Text {
    title.isEmpty ? Text("the new namespaces") : Text(verbatim: title)
  }

  private var calls: [EntryCall] {
    switch result {
    case .success(let outcome): outcome.calls
    case .failure(let failure): failure.calls
    }
  }

  private func lines(
    _ sentence: Text, _ leftovers: Leftovers?, in language: Language
  ) -> [StyledLine] {
    var lines = [
      StyledLine([.init(commandLine, .code)]), StyledLine([.init(sentence[language], .body)]),
    ]
    if let leftovers { lines += [StyledLine()] + leftovers.lines(in: language) }
    lines += [
      StyledLine(), StyledLine([.init(Text("What was called")[language], .heading)]),
    ]
    return lines + calls.map { StyledLine([.init($0.description, .output)]) }
  }
}

extension EntryOutcome.End {
  /// One sentence that says how an entry ended.
  fileprivate func words(leaving target: Text) -> Text {
    switch self {
    case .ended(.exited(0)):
      return Text("back from \(target): the command ended well")
    case .ended(.exited(let code)):
      return Text("back from \(target): the command ended with status \(code)")
    case .ended(.signaled(let number)):
      return Text("back from \(target): \(SignalNumber(number)) ended the command")
    case .detached:
      return Text("left \(target): the command's terminal was hung up")
    case .stopped:
      return Text("left \(target): the command was stopped by somebody, and killed")
    case .interrupted(let signal):
      return Text("left \(target): \(SignalNumber(signal.rawValue)) ends heya")
    }
  }
}

extension Leftovers {
  /// The end of the sentence that says how an entry ended.
  fileprivate var sentence: Text {
    if isEmpty { return Text("; nothing is left behind") }
    let names = names.joined(separator: ", ")
    return Text("; left behind: \(names)")
  }

  /// What each is called: a few processes and namespaces, and how many more.
  private var names: [String] {
    let names = processes.map { "\($0.name) (\($0.pid))" } + namespaces.map(\.id.description)
    return names.count <= 4 ? names : names.prefix(3) + ["+\(names.count - 3)"]
  }

  fileprivate func lines(in language: Language) -> [StyledLine] {
    let heading = Text("What it left behind")[language]
    let nothing = Text("nothing", context: "list")[language]
    let names =
      processes.map { "\($0.pid)  \(String(visible: $0.command.isEmpty ? $0.name : $0.command))" }
      + namespaces.map(\.id.description)
    return [StyledLine([.init(heading, .heading)])]
      + (names.isEmpty ? [nothing] : names).map { StyledLine([.init($0, .body)]) }
  }
}
