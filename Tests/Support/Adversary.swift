import Foundation
import SystemCalls

/// A process in a target that lies in wait; it ends with the value.
package final class Adversary {
  private let program: RunningProgram
  private let log: String

  /// Has one lie in wait in the namespaces of a process.
  ///
  /// - Parameters:
  ///   - kind: what it does, see Tests/Adversary.
  ///   - pid: the process.
  ///   - root: the directory that it makes its root, as the process has done.
  ///   - marker: a file of the host's that is not below that root, and which it looks for.
  /// - Throws: ETIMEDOUT when it does not begin.
  package init(
    _ kind: String, in pid: Int32, root: String? = nil, lookingFor marker: String = ""
  ) throws {
    log = "/tmp/heya-adversary-\(UUID().uuidString)"
    let words = [BuiltProgram.path("Adversary"), kind, "120"] + (root.map { [$0, marker] } ?? [])
    program = try RunningProgram(
      ["nsenter", "-a", "-t", "\(pid)", "--"] + words, in: "/", environment: [:], log: log)
    for _ in 0..<1000 {
      if try lines.contains("ready") { return }
      usleep(10_000)
    }
    throw Errno.timedOut
  }

  /// What it has got so far.
  package var lines: [String] {
    get throws {
      try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
    }
  }

  deinit {
    // What nsenter(1) has forked goes first: it waits for that.
    for child in RealProcess.children(of: program.pid) { kill(child, SIGKILL) }
    program.end()
    try? FileManager.default.removeItem(atPath: log)
  }
}
