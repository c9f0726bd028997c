internal import CBenchmark
internal import Glibc
internal import SystemCalls

/// A program with its arguments: heya, or a peer.
struct MeasuredProgram {
  /// What the report calls it.
  var name: String

  /// Its path and its arguments; the path is empty when the program is not installed.
  var arguments: [String]

  /// Whether there is such a program.
  var isInstalled: Bool { unsafe access(arguments[0], X_OK) == 0 }

  /// The heya that was built with this benchmark.
  static func heya(_ arguments: String...) -> MeasuredProgram {
    MeasuredProgram(name: "heya", arguments: [ownDirectory + "/heya"] + arguments)
  }

  /// An installed program.
  static func peer(_ name: String, _ arguments: String...) -> MeasuredProgram {
    let candidates = ["/usr/bin", "/usr/sbin", "/bin", "/usr/local/bin"].map { "\($0)/\(name)" }
    let path = candidates.first { unsafe access($0, X_OK) == 0 }
    return MeasuredProgram(name: name, arguments: [path ?? ""] + arguments)
  }

  /// How a program ran.
  struct Run {
    /// Seconds from the start to the end.
    var seconds: Double

    /// Seconds that it ran on processors itself.
    var cpu: Double
  }

  /// Runs the program to its end, with its output thrown away.
  func run() throws(BenchmarkError) -> Run {
    var run = benchmark_run()
    let error = unsafe withCStrings(arguments) { unsafe benchmark_run($0, &run) }
    guard error == 0 else {
      throw BenchmarkError("\(name) did not start (\(Errno(rawValue: error)))")
    }
    guard run.status == 0 else { throw BenchmarkError("\(name) failed (status \(run.status))") }
    return Run(seconds: run.seconds, cpu: run.cpu)
  }

  private static var ownDirectory: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    guard let own = try? Descriptor.open("/proc/self", Descriptor.directoryPath),
      let count = try? own.readLink("exe", into: &buffer)
    else { return "." }
    let path = String(decoding: buffer[..<count], as: UTF8.self)
    return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
  }
}
