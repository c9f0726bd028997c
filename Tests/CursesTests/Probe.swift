import Glibc

/// The program in Tests/ScreenProbe, which is built beside the tests.
let probe: String = {
  var buffer = [CChar](repeating: 0, count: 4096)
  let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
  let own = String(
    decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  // The test runner may be the toolchain's own; the bundle with the tests is named as an argument.
  let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? own
  let directory = bundle.split(separator: "/").dropLast().joined(separator: "/")
  return "/\(directory)/ScreenProbe"
}()
