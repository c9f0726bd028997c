internal import ArgumentParser
internal import JSONCoding
internal import SystemCalls

/// Compares heya with the tools that people use today.
@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heya-benchmark",
    abstract: "Compare heya with lsns, htop and nsenter on processes made for it.",
    discussion: """
      Measures the heya beside it in turns with each peer, so that both meet the same host, and \
      prints what heya takes divided by what the peer takes. Takes root, for it makes namespaces, \
      and a release build. Everything it makes ends with it.
      """)

  @Flag(help: "Only try that everything works, on few processes.")
  var quick = false

  @Option(help: "Write all measurements as JSON to this file.")
  var json: String?

  @Option(parsing: .upToNextOption, help: "Measure only these parts.")
  var only: [Measurement] = Measurement.allCases

  func run() throws {
    let heya = MeasuredProgram.heya()
    guard heya.isInstalled else { throw BenchmarkError("there is no \(heya.arguments[0])") }
    var report = BenchmarkReport()
    for measurement in only {
      StandardError.print("measuring: \(measurement.rawValue)")
      try measurement.perform(quick ? .quick : .full, &report)
    }
    for line in report.table { print(line) }
    if let json { try write(report.json.text(.pretty) + "\n", to: json) }
    for sentence in report.nonsense { StandardError.print("heya-benchmark: \(sentence)") }
    if !report.nonsense.isEmpty { throw ExitCode.failure }
  }

  private func write(_ text: String, to path: String) throws {
    do throws(Errno) {
      try Descriptor.create(path).write(Array(text.utf8))
    } catch {
      throw BenchmarkError("\(path) cannot be written (\(error))")
    }
  }
}
