internal import SystemCalls

/// What a process's standard streams are: terminals, files, or neither.
public struct StandardStreams: Sendable, Hashable {
  /// Whether descriptor 0 is a terminal.
  public var input: Bool

  /// Whether descriptor 1 is one.
  public var output: Bool

  /// Whether descriptor 2 is one.
  public var error: Bool

  /// Whether the process may read from a terminal among them: it is no job in the background.
  public var isForeground: Bool

  /// The descriptors that have a place in a file system: files, directories and devices.
  public var files: Set<Int32>

  /// Creates a description of streams.
  public init(
    input: Bool, output: Bool, error: Bool, isForeground: Bool = true, files: Set<Int32> = []
  ) {
    self.files = files
    self.input = input
    self.output = output
    self.error = error
    self.isForeground = isForeground
  }

  /// Those of this process.
  public static var current: StandardStreams {
    StandardStreams(
      input: TerminalMode.isTerminal(0), output: TerminalMode.isTerminal(1),
      error: TerminalMode.isTerminal(2), isForeground: TerminalMode.isForeground(0),
      files: Set((0...2).filter(Descriptor.hasPlace)))
  }

  /// All three are terminals.
  public static let terminal = StandardStreams(input: true, output: true, error: true)

  /// These as they are to a command.
  ///
  /// It need not read what is typed: in the background nobody sits there, so that it runs on. A
  /// shell (no words) reads, so that it waits for the foreground as any job does.
  func forCommand(_ command: [String]) -> StandardStreams {
    var streams = self
    if command.isEmpty { streams.isForeground = true }
    return streams
  }

  /// None is a terminal.
  public static let pipes = StandardStreams(input: false, output: false, error: false)

  /// Whether somebody sits there: the command gets a pseudo-terminal.
  var isInteractive: Bool { input && output && isForeground }

  /// The streams that are terminals although nobody sits there, by descriptor: they are carried
  /// through pipes, so that the target gets no terminal of the host's.
  var terminals: [Int32] {
    if isInteractive { return [] }
    return [(input, 0), (output, 1), (error, 2)].filter(\.0).map(\.1)
  }

  /// Those and the streams that are files: a descriptor of one, whatever it was opened for, leads by
  /// `/proc/PID/fd` to the file itself, where one that is root there can write to it.
  var places: [Int32] {
    isInteractive ? [] : Set(terminals).union(files).sorted()
  }
}
