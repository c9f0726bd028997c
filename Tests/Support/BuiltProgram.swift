import Foundation

/// A program of this package, which is built beside the tests.
public enum BuiltProgram {
  /// The path of the program with this name.
  public static func path(_ name: String) -> String {
    // The test runner may be the toolchain's own; the bundle with the tests is then an argument.
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? ownPath
    let directory = bundle.split(separator: "/").dropLast().joined(separator: "/")
    return "/\(directory)/\(name)"
  }

  private static var ownPath: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
    return String(
      decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension BuiltProgram {
  /// What a program wrote and how it ended.
  public struct Output: Sendable {
    /// The standard output.
    public var text: String

    /// The standard error.
    public var errors: String

    /// The exit status.
    public var status: Int32
  }

  /// Runs a program of this package and waits until it has ended; it must leave no child behind.
  public static func run(_ name: String, _ arguments: [String]) throws -> Output {
    try run(path(name), arguments, environment: nil)
  }

  /// Runs a line of sh(1), for which `$heya` is the built program, in English.
  public static func run(shell line: String) throws -> Output {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin"
    return try run(
      "/bin/sh", ["-c", line], environment: ["heya": self.path("heya"), "PATH": path])
  }

  private static func run(
    _ path: String, _ arguments: [String], environment: [String: String]?
  ) throws -> Output {
    let (output, errors) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let environment { process.environment = environment }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // Errors are few and fit the pipe; the output may be long.
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Output(
      text: String(decoding: text, as: UTF8.self),
      errors: String(decoding: complaints, as: UTF8.self), status: process.terminationStatus)
  }
}
