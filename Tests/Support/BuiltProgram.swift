import Glibc

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
