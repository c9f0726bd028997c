import Glibc
import SystemCalls
import TestSupport
import Testing

/// A file for the time of a test.
private struct TemporaryFile: ~Copyable {
  let path: String
  private let file: Descriptor

  init() {
    var template = Array("/tmp/heya-curses-XXXXXX".utf8CString)
    file = unsafe Descriptor(owning: mkstemp(&template))
    path = String(
      decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    unsafe unlink(path)
  }

  var text: String {
    var bytes: [UInt8] = []
    let count = (try? file.readWhole(into: &bytes)) ?? 0
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}

@Suite("A screen in tmux", .requires(program: "tmux"))
struct TmuxTests {
  @Test("what is seen is what was drawn, whatever was there before")
  func random() {
    let file = TemporaryFile()
    let tmux = Tmux("\(probe) \(file.path)", columns: 61, rows: 17)
    var before: [String] = []
    for number in 0..<40 {
      tmux.type("n")
      var drawn: [String] = []
      var seen: [String] = []
      // Until both agree about a new canvas, or a long time has passed.
      for _ in 0..<500 {
        drawn = Tmux.lines(of: file.text)
        seen = tmux.screen()
        if !drawn.isEmpty, drawn != before, drawn == seen { break }
        usleep(10_000)
      }
      #expect(seen == drawn, "canvas \(number)")
      before = drawn
    }
  }
}
