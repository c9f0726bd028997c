import Glibc
import SystemCalls
import TestSupport
import Testing

@testable import Teaching

/// Somebody who takes a lesson line by line: the real program on a terminal without a tree.
struct Learner: ~Copyable {
  private var terminal: PseudoTerminal

  /// Starts `heya` with these arguments, and with progress kept in the directory `state`; without
  /// one it is kept nowhere.
  init(_ arguments: [String], state: String = "/dev/null") throws {
    terminal = try PseudoTerminal(
      [BuiltProgram.path("heya")] + arguments,
      environment: [
        "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "TERM=dumb", "NO_COLOR=1", "XDG_STATE_HOME=\(state)",
      ], size: WindowSize(rows: 50, columns: 100))
  }

  /// The process id of heya.
  var pid: Int32 { terminal.processID }

  /// Types a line.
  func type(_ line: String) { terminal.type(line + "\n") }

  /// Waits until `text` is on the terminal after what was waited for last.
  ///
  /// - Returns: what came before it.
  @discardableResult
  mutating func see(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    String(try terminal.expect(text, sourceLocation: sourceLocation).dropLast(text.count))
  }

  /// Reads the text before a step up to the line that waits for the learner, without a prediction.
  mutating func reach(_ step: Step) throws {
    if step.question != nil {
      try see("Your prediction?")
      type("")
    }
    try see("[Enter: run it")
  }

  /// Has steps run, one after the other.
  mutating func take(_ steps: some Sequence<Step>) throws {
    for step in steps {
      try reach(step)
      type("")
    }
  }

  /// Takes the terminal away, as when its window is closed.
  mutating func hangUp() { terminal.hangUp() }

  /// Kills heya so that it can do nothing about it.
  func die() { kill(pid, SIGKILL) }
}
