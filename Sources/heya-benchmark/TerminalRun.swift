internal import CBenchmark
internal import CPseudoTerminal
internal import Glibc
internal import SystemCalls

/// A program on a terminal of its own, with somebody who looks and types.
struct TerminalRun: ~Copyable {
  /// Whether it is not heya.
  let isPeer: Bool

  private let name: String
  private let outer: Descriptor
  private let pid: Int32
  private let start: Double
  private var buffer = [UInt8](repeating: 0, count: 65536)

  /// How much of the buffer was read last.
  private var count = 0

  private static let timeout = 30.0

  /// Starts a program on a terminal of 120 columns and 40 rows.
  init(_ program: MeasuredProgram) throws(BenchmarkError) {
    // htop reads and writes its settings where HTOPRC says; heya keeps its state below HOME.
    let environment = [
      "TERM=xterm-256color", "LC_ALL=C.UTF-8", "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
      "HOME=/dev/null", "HTOPRC=/dev/null", "PS1=$ ",
    ]
    var sides: (outer: Int32, inner: Int32) = (-1, -1)
    start = Host.monotonic
    pid = unsafe withCStrings(program.arguments) { arguments in
      unsafe withCStrings(environment) { environment in
        unsafe pseudo_terminal_start(arguments, environment, 40, 120, &sides.outer, &sides.inner)
      }
    }
    name = program.name
    isPeer = name != MeasuredProgram.heya().name
    outer = Descriptor(owning: sides.outer)
    _ = Descriptor(owning: sides.inner)
    guard pid > 0 else { throw BenchmarkError("\(name) did not start (\(Errno.last))") }
  }

  deinit {
    kill(pid, SIGHUP)
    if !hasEnded(within: 2) {
      kill(pid, SIGKILL)
      _ = try? ExitStatus(waitingFor: pid)
    }
  }

  /// The seconds that the program has run on processors so far.
  var cpu: Double { benchmark_cpu(pid) }

  /// Its resident memory in bytes.
  func residentBytes() throws(BenchmarkError) -> Double {
    var text = [UInt8](repeating: 0, count: 4096)
    guard let file = try? Descriptor.open("/proc/\(pid)/smaps_rollup"),
      let count = try? file.readWhole(into: &text)
    else { throw BenchmarkError("\(name) has no memory that can be told") }
    // The statm file counts roughly, for the kernel sums up by processor; this one walks the pages.
    let line = String(decoding: text[..<count], as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("Rss:") }
    guard let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { throw BenchmarkError("\(name) has no memory that can be told") }
    return kibibytes * 1024
  }

  /// Waits for the first whole frame.
  ///
  /// - Returns: the seconds from the start to the last byte before a silence of 300 ms.
  mutating func firstFrame() throws(BenchmarkError) -> Double {
    var last = try firstByte(within: Self.timeout)
    while let next = try byte(within: 0.3) { last = next }
    return last - start
  }

  /// Waits until heya has looked at the host and says what it may see.
  mutating func firstLook() throws(BenchmarkError) {
    _ = try see("privileged")
  }

  /// Waits for the program to say something.
  ///
  /// - Returns: the seconds from the start to the first byte.
  mutating func firstWord() throws(BenchmarkError) -> Double {
    try firstByte(within: Self.timeout) - start
  }

  /// Presses a key after a random while, at a moment when the program is silent.
  ///
  /// - Returns: the seconds to the first byte that it writes.
  mutating func press(_ key: String) throws(BenchmarkError) -> Double {
    try watch(for: .random(in: 0.03...0.13))
    while try byte(within: 0.01) != nil {}
    let pressed = Host.monotonic
    try type(key)
    return try firstByte(within: Self.timeout) - pressed
  }

  /// Presses a key and waits for a text.
  ///
  /// - Returns: the seconds until it is there.
  mutating func press(_ key: String, until text: String) throws(BenchmarkError) -> Double {
    let pressed = Host.monotonic
    try type(key)
    return try see(text) - pressed
  }

  /// Waits for a text.
  ///
  /// - Returns: the moment when it is there.
  mutating func see(_ text: String) throws(BenchmarkError) -> Double {
    var seen = ""
    let end = Host.monotonic + Self.timeout
    while let moment = try byte(within: max(0, end - Host.monotonic)) {
      seen += String(decoding: buffer.prefix(count), as: UTF8.self)
      if seen.contains(text) { return moment }
    }
    throw BenchmarkError("\(name) did not write \(text.debugDescription)")
  }

  /// Presses keys and waits for nothing.
  func type(_ key: String) throws(BenchmarkError) {
    do {
      try outer.write(Array(key.utf8))
    } catch {
      throw BenchmarkError("\(name) does not take a key (\(error))")
    }
  }

  /// Looks at the screen for so many seconds.
  mutating func watch(for seconds: Double) throws(BenchmarkError) {
    let end = Host.monotonic + seconds
    while Host.monotonic < end { _ = try byte(within: max(0, end - Host.monotonic)) }
  }

  private mutating func firstByte(within seconds: Double) throws(BenchmarkError) -> Double {
    guard let moment = try byte(within: seconds) else {
      throw BenchmarkError("\(name) wrote nothing in \(Int(seconds)) s")
    }
    return moment
  }

  /// Reads what comes.
  ///
  /// - Returns: the moment; nil when nothing came.
  private mutating func byte(within seconds: Double) throws(BenchmarkError) -> Double? {
    do {
      let ready = try waitForInput(on: [outer.rawValue], timeout: .seconds(seconds))
      if ready[0].isEmpty { return nil }
      let moment = Host.monotonic
      count = try outer.read(into: &buffer)
      return moment
    } catch {
      throw BenchmarkError("\(name) has left its terminal (\(error))")
    }
  }

  private func hasEnded(within seconds: Double) -> Bool {
    let end = Host.monotonic + seconds
    while Host.monotonic < end {
      if waitpid(pid, nil, WNOHANG) != 0 { return true }
      usleep(5000)
    }
    return false
  }
}
