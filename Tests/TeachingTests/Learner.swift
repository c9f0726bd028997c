import CPseudoTerminal
import Glibc
import Kernel
import TestSupport
import Testing

/// Somebody who takes a lesson at a terminal: the real program on a pseudo-terminal.
struct Learner: ~Copyable {
  /// The process id of heya.
  let pid: Int32

  private var terminal: Descriptor?
  private let inner: Descriptor
  private var screen: [UInt8] = []

  /// Starts `heya` with these arguments, and with progress kept in the directory `state`; without
  /// one it is kept nowhere.
  init(_ arguments: [String], state: String = "/dev/null") throws {
    let program = [BuiltProgram.path("heya")] + arguments
    let environment = [
      "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "TERM=dumb", "NO_COLOR=1",
      "XDG_STATE_HOME=\(state)",
    ]
    var outer: Int32 = -1
    var inner: Int32 = -1
    let words = unsafe (program.map { unsafe strdup($0) }) + [nil]
    let variables = unsafe (environment.map { unsafe strdup($0) }) + [nil]
    pid = unsafe pseudo_terminal_start(words, variables, 50, 100, &outer, &inner)
    for index in unsafe words.indices { unsafe free(words[index]) }
    for index in unsafe variables.indices { unsafe free(variables[index]) }
    try #require(pid > 0)
    terminal = Descriptor(owning: outer)
    self.inner = Descriptor(owning: inner)
  }

  deinit {
    kill(pid, SIGKILL)
    waitpid(pid, nil, 0)
  }

  /// Types a line.
  func type(_ line: String) throws {
    switch terminal {
    case .some(let terminal): try terminal.write(Array((line + "\n").utf8))
    case .none: break
    }
  }

  /// Waits until `text` is on the terminal after what was waited for last.
  ///
  /// - Returns: what came before it.
  @discardableResult
  mutating func see(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let wanted = Array(text.utf8)
    for _ in 0..<1000 {
      if let start = screen.start(of: wanted) {
        let before = String(decoding: screen[..<start], as: UTF8.self)
        screen.removeSubrange(..<(start + wanted.count))
        return before
      }
      try read()
    }
    let seen = String(decoding: screen, as: UTF8.self)
    Issue.record("no “\(text)” in “\(seen)”", sourceLocation: sourceLocation)
    throw NotSeen()
  }

  private struct NotSeen: Error {}

  private mutating func read() throws {
    switch terminal {
    case .some(let terminal):
      guard try waitForInput(on: [terminal.rawValue], timeout: .milliseconds(20))[0] != [] else {
        return
      }
      var buffer = [UInt8](repeating: 0, count: 65536)
      let count = try terminal.read(into: &buffer)
      screen += buffer.prefix(count)
    case .none: break
    }
  }

  /// Takes the terminal away, as when its window is closed.
  mutating func hangUp() {
    terminal = nil
  }

  /// Kills heya so that it can do nothing about it.
  func die() {
    kill(pid, SIGKILL)
  }
}

extension [UInt8] {
  /// Where `other` begins for the first time.
  fileprivate func start(of other: [UInt8]) -> Int? {
    guard count >= other.count else { return nil }
    return (0...(count - other.count)).first { self[$0...].starts(with: other) }
  }
}
