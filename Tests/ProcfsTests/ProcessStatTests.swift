import Testing

@testable import Procfs

/// Parses a line and returns what a test asks for, because spans cannot leave an expectation.
private func parse(_ line: String) -> ProcessStat? {
  let bytes = Array(line.utf8)
  return ProcessStat(bytes.span)
}

private func line(name: String) -> String {
  "42 (\(name)) S 7 42 42 34816 42 4194304 110 0 0 0 13 29 0 0 20 0 3 0 5551 9000000 250 "
    + "18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n"
}

@Suite("/proc/PID/stat")
struct ProcessStatTests {
  @Test("every field that is used is found at its place")
  func fields() throws {
    let stat = try #require(parse(line(name: "sh")))
    #expect(stat.state == UInt8(ascii: "S"))
    #expect(stat.parent == 7)
    #expect(stat.flags == 4_194_304)
    #expect(stat.cpuTicks == 42)
    #expect(stat.threads == 3)
    #expect(stat.startTicks == 5551)
    #expect(stat.residentPages == 250)
    #expect(!stat.isKernelThread)
  }

  @Test(
    "the name ends at the last parenthesis, whatever it holds",
    arguments: ["a b", "a) R 1 (b", ")", "((", "line\nbreak", "\u{1B}[2J", "", "日本語"])
  func hostileNames(_ name: String) throws {
    let text = line(name: name)
    let stat = try #require(parse(text))
    #expect(Array(Array(text.utf8)[stat.nameRange]) == Array(name.utf8))
    #expect(stat.parent == 7)
    #expect(stat.startTicks == 5551)
  }

  @Test("a thread of the kernel is known by its flag")
  func kernelThread() throws {
    let text = "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 1 0 0 20 0 1 0 1 0 0 0\n"
    let stat = try #require(parse(text))
    #expect(stat.isKernelThread)
    #expect(stat.parent == 0)
  }

  @Test(
    "a line that is cut is no line", arguments: ["", "42", "42 (sh", "42 (sh)", "42 (sh) S 1 2"])
  func cutLines(_ text: String) {
    #expect(parse(text) == nil)
  }
}
