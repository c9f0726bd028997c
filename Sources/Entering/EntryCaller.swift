package import Localization
package import SystemCalls

/// What the caller of an entry lends to it: its terminal, and where output goes.
package struct EntryCaller: Sendable {
  /// The descriptor that the command reads, for a plan without terminals; nil for the standard
  /// stream.
  package var input: Int32?

  /// The descriptor to which the command writes, for a plan without terminals; nil for the standard
  /// streams.
  package var output: Int32?

  /// The modes of the caller's terminal at other times, when it passes every byte on already; nil
  /// when it does not.
  package var modes: TerminalMode?

  /// What somebody has typed for the command already.
  package var typed: [UInt8] = []

  /// How long a step may take before it is given up: as long as a slow disk needs to wake up, but
  /// not as long as a file system of the target's that never answers.
  package var timeout = Duration.seconds(10)

  /// How long a command that somebody has stopped is waited for when nobody says anything.
  package var patience = StoppedChild.timeout

  /// The language of what is said while the entry lasts.
  package var language = Language.english

  /// A caller with the standard streams, or with other ways for input and output.
  package init(input: Int32? = nil, output: Int32? = nil, speaking language: Language = .english) {
    self.language = language
    self.input = input
    self.output = output
  }

  /// The terminal; nil when it has hung up.
  func lendTerminal() -> RawTerminal? {
    if let modes { return RawTerminal(alreadyRaw: modes) }
    return try? RawTerminal()
  }
}
