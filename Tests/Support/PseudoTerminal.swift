import CPseudoTerminal
package import Glibc
package import SystemCalls
package import Testing

/// The outer side of a terminal, with a program on its inner side.
///
/// The program leads a session of its own, so it is hung up when this side goes away, and is killed
/// at the end in any case.
package struct PseudoTerminal: ~Copyable {
  private var outer: Descriptor?
  private let inner: Descriptor
  private let pid: pid_t
  private var status: Int32?
  private var output: [UInt8] = []

  /// What the tests' environment adds to `TERM=xterm-256color` and a UTF-8 locale.
  package init(
    _ arguments: [String], environment: [String] = [], size: WindowSize = .usual
  ) throws {
    // Of two variables with the same name the first counts.
    let variables =
      environment + ["TERM=xterm-256color", "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "PS1=$ "]
    var outer: Int32 = -1
    var inner: Int32 = -1
    pid = unsafe withCStrings(arguments) { arguments in
      unsafe withCStrings(variables) { variables in
        unsafe pseudo_terminal_start(
          arguments, variables, Int32(size.rows), Int32(size.columns), &outer, &inner)
      }
    }
    self.outer = Descriptor(owning: outer)
    self.inner = Descriptor(owning: inner)
    try #require(pid > 0)
  }

  deinit {
    if status == nil {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
  }

  /// The program's process.
  package var processID: pid_t { pid }

  /// The process group that has the terminal.
  package var foregroundGroup: pid_t { tcgetpgrp(outerNumber) }

  private var outerNumber: Int32 {
    switch outer {
    case .some(let outer): outer.rawValue
    case .none: -1
    }
  }

  // MARK: - Keys and screen

  /// Types.
  package func type(_ text: String) {
    let bytes = Array(text.utf8)
    unsafe write(outerNumber, bytes, bytes.count)
  }

  /// How many bytes were typed that the program has not read yet.
  package var unread: Int32 {
    var count: Int32 = 0
    _ = unsafe ioctl(inner.rawValue, UInt(FIONREAD), &count)
    return count
  }

  /// Waits until the program has read what was typed.
  package func waitUntilRead() throws {
    for _ in 0..<20_000 where unread > 0 { usleep(1_000) }
    if unread > 0 { throw NotSeen() }
  }

  /// Gives the terminal another size.
  package func resize(rows: UInt16, columns: UInt16) throws {
    try WindowSize(rows: rows, columns: columns).apply(to: outerNumber)
  }

  /// Waits until `text` appears in what the program wrote since the last call, and returns what was
  /// written up to its end.
  @discardableResult
  package mutating func expect(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let end = ContinuousClock.now.advanced(by: .seconds(20))
    while true {
      if let range = output.firstRange(of: Array(text.utf8)) {
        let seen = String(decoding: output[..<range.upperBound], as: UTF8.self)
        output.removeSubrange(..<range.upperBound)
        return seen
      }
      let left = ContinuousClock.now.duration(to: end)
      guard left > .zero, try collect(within: left) else {
        let seen = String(decoding: output, as: UTF8.self).debugDescription
        Issue.record("no \(text.debugDescription) in \(seen)", sourceLocation: sourceLocation)
        throw NotSeen()
      }
    }
  }

  /// What the program writes until it is silent for a while.
  package mutating func rest(silence: Duration = .milliseconds(300)) throws -> String {
    while try collect(within: silence) {}
    defer { output = [] }
    return String(decoding: output, as: UTF8.self)
  }

  private struct NotSeen: Error {}
  private struct StillRunning: Error {}

  private mutating func collect(within timeout: Duration) throws -> Bool {
    let descriptor = outerNumber
    if descriptor < 0 { return false }
    guard try waitForInput(on: [descriptor], timeout: timeout)[0].contains(.readable) else {
      return false
    }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = unsafe read(descriptor, &buffer, buffer.count)
    if count > 0 { output += buffer.prefix(count) }
    return count > 0
  }

  // MARK: - The end

  /// Takes the outer side away, as when a window is closed.
  package mutating func hangUp() {
    outer = nil
  }

  /// Waits until the program has ended, and reads what it writes meanwhile.
  package mutating func end() throws -> SystemCalls.ExitStatus {
    var status: Int32 = 0
    let limit = ContinuousClock.now.advanced(by: .seconds(20))
    while unsafe waitpid(pid, &status, WNOHANG) == 0 {
      guard ContinuousClock.now < limit else { throw StillRunning() }
      if outerNumber < 0 { usleep(2000) } else { _ = try collect(within: .milliseconds(20)) }
    }
    self.status = status
    return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signaled(status & 0x7F)
  }

  /// The modes of the terminal, as `stty -g` would tell them.
  package var modes: [UInt32] {
    var modes = termios()
    unsafe tcgetattr(inner.rawValue, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }
}

extension WindowSize {
  /// 80 by 24.
  package static var usual: WindowSize { WindowSize(rows: 24, columns: 80) }
}

/// Calls `body` with `strings` as C wants a list of them.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = unsafe strings.map { unsafe strdup($0) }
  defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
  return unsafe body(pointers + [nil])
}

extension [UInt8] {
  /// Where `other` is found first.
  fileprivate func firstRange(of other: [UInt8]) -> Range<Int>? {
    guard count >= other.count else { return nil }
    for start in 0...(count - other.count) where self[start...].starts(with: other) {
      return start..<start + other.count
    }
    return nil
  }
}
