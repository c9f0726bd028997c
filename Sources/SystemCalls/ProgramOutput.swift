internal import CLinux
internal import Glibc

/// What a program of the host's wrote on its standard output.
package struct ProgramOutput: Sendable, Hashable {
  /// The bytes, as far as they are within the limit.
  package let bytes: [UInt8]

  /// How it ended.
  package let status: ExitStatus

  /// Runs a program with an empty input and an environment of nothing but `PATH`, and waits for it.
  ///
  /// The corresponding C function is `posix_spawn`.
  ///
  /// - Parameters:
  ///   - path: where the program is.
  ///   - arguments: what follows its name.
  ///   - timeout: how long it may take; then it is killed.
  ///   - limit: how many bytes of output are kept.
  /// - Throws: what posix_spawn(3) says, ETIMEDOUT where it took too long.
  package init(
    of path: String, _ arguments: [String], timeout: Duration, limit: Int
  ) throws(Errno) {
    let end = ContinuousClock.now.advanced(by: timeout)
    let pipe = try Pipe()
    let pid = try Self.start(path, arguments, output: pipe.writing.rawValue)
    let (reading, writing) = pipe.split()
    _ = Descriptor(owning: writing)
    let output = Descriptor(owning: reading)
    do throws(Errno) {
      bytes = try Self.read(output, until: end, limit: limit)
      let process = try ProcessHandle(pid: pid)
      guard process.hasEnded(within: ContinuousClock.now.duration(to: end)) else { throw .timedOut }
      status = try ExitStatus(waitingFor: pid)
    } catch {
      kill(pid, SIGKILL)
      // One that hangs in the kernel is left to itself.
      let process = try? ProcessHandle(pid: pid)
      if process?.hasEnded(within: .milliseconds(100)) ?? true {
        _ = try? ExitStatus(waitingFor: pid)
      }
      throw error
    }
  }

  private static func start(
    _ path: String, _ arguments: [String], output: Int32
  ) throws(Errno) -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // The interface blocks signals that it reads; the program gets them as usual.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var pid: pid_t = 0
    let error = unsafe withCStrings([path] + arguments) { argv in
      unsafe withCStrings(["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]) { environment in
        unsafe posix_spawn(&pid, path, &actions, &attributes, argv, environment)
      }
    }
    if error != 0 { throw Errno(rawValue: error) }
    return pid
  }

  private static func read(
    _ output: borrowing Descriptor, until end: ContinuousClock.Instant, limit: Int
  ) throws(Errno) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let left = ContinuousClock.now.duration(to: end)
      if try waitForInput(on: [output.rawValue], timeout: left)[0].isEmpty { throw .timedOut }
      let count = try output.read(into: &buffer)
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<min(count, max(0, limit - bytes.count))])
    }
  }
}
