import Glibc
import Kernel
import Testing

/// A tmux server of its own with one window.
private struct Tmux: ~Copyable {
  static var isInstalled: Bool { unsafe access("/usr/bin/tmux", X_OK) == 0 }

  private let name = "heya-curses-\(Host.processID)"

  init(_ command: String, columns: Int, rows: Int) {
    run("-f /dev/null new-session -d -x \(columns) -y \(rows) '\(command)'")
  }

  deinit {
    run("kill-server")
  }

  /// Runs a command of tmux, and returns what it prints.
  @discardableResult
  func run(_ command: String) -> String {
    let line = "LC_ALL=C.UTF-8 TERM=xterm-256color exec /usr/bin/tmux -u -L \(name) \(command)"
    // The threads that run tests block all signals; tmux ends by one.
    var none = sigset_t()
    var mask = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &mask)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &mask, nil) }
    guard let pipe = unsafe popen(line, "r") else { return "" }
    var output: [UInt8] = []
    while case let byte = unsafe getc(pipe), byte != EOF { output.append(UInt8(byte)) }
    unsafe pclose(pipe)
    return String(decoding: output, as: UTF8.self)
  }

  /// The lines of the window without the blanks at their ends.
  var screen: [String] { lines(of: run("capture-pane -p")) }
}

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

/// The lines of a text without the blanks at their ends, and without empty lines at the end.
private func lines(of text: String) -> [String] {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    String(line.reversed().drop { $0 == " " }.reversed())
  }
  while lines.last == "" { lines.removeLast() }
  return lines
}

@Suite("A screen in tmux", .enabled(if: Tmux.isInstalled))
struct TmuxTests {
  @Test("what is seen is what was drawn, whatever was there before")
  func random() {
    let file = TemporaryFile()
    let tmux = Tmux("\(probe) \(file.path)", columns: 61, rows: 17)
    var before: [String] = []
    for number in 0..<40 {
      tmux.run("send-keys n")
      var drawn: [String] = []
      var seen: [String] = []
      // Until both agree about a new canvas, or a long time has passed.
      for _ in 0..<500 {
        drawn = lines(of: file.text)
        seen = tmux.screen
        if !drawn.isEmpty, drawn != before, drawn == seen { break }
        usleep(10_000)
      }
      #expect(seen == drawn, "canvas \(number)")
      before = drawn
    }
  }
}
