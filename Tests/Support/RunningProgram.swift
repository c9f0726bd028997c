import Foundation
package import SystemCalls
import Testing

/// A program that a test started.
///
/// Foundation's `Process` believes that a program runs as long as anything that it left behind
/// does, as engines' monitors are.
package final class RunningProgram {
  /// The process.
  package let pid: Int32

  private var status: SystemCalls.ExitStatus?

  /// Starts `command` with all that it says going to the file `log`.
  package init(
    _ command: [String], in directory: String, environment: [String: String], log: String
  )
    throws
  {
    let path = try #require(Self.path(of: command[0]), "no program \(command[0])")
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let nothing = try Descriptor.open("/dev/null")
    let output = try Descriptor.open(log, O_WRONLY)
    var program = ChildProgram()
    program.add(.duplicate(fd: nothing.rawValue, number: 0))
    program.add(.duplicate(fd: output.rawValue, number: 1))
    program.add(.duplicate(fd: output.rawValue, number: 2))
    program.add(.changeDirectory(directory, fallback: nil))
    program.add(.closeDescriptors)
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    program.add(
      .execute(
        paths: [path], arguments: command, environment: variables.map { "\($0.key)=\($0.value)" }))
    var child = try program.start()
    while try child.next() != nil {}
    pid = child.pid
  }

  /// Where a program is; nil when it is not installed.
  package static func path(of name: String) -> String? {
    ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
      .map { name.hasPrefix("/") ? name : "\($0)/\(name)" }.first {
        FileManager.default.isExecutableFile(atPath: $0)
      }
  }

  /// Waits until it has ended: for `seconds`, then asks it to, and at last makes it.
  @discardableResult
  package func end(after seconds: Int = 0) -> SystemCalls.ExitStatus? {
    for (timeout, signal) in [(seconds, SIGTERM), (10, SIGKILL), (10, SIGKILL)] {
      for _ in 0...timeout * 200 {
        if hasEnded { return status }
        usleep(5000)
      }
      kill(pid, signal)
    }
    return nil
  }

  private var hasEnded: Bool {
    if status != nil { return true }
    var value: Int32 = 0
    guard unsafe waitpid(pid, &value, WNOHANG) == pid else { return false }
    status = value & 0x7F == 0 ? .exited(value >> 8 & 0xFF) : .signaled(value & 0x7F)
    return true
  }
}
