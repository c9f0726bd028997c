import Glibc

/// A tmux server of its own; its windows, and what runs in them, end with it.
public struct Tmux: ~Copyable {
  private let name: String

  /// Opens a window of the given size in which `command` runs.
  public init(_ command: String, columns: Int = 80, rows: Int = 24) {
    name = "heya-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    // A last line for the status would make the window a row smaller than asked for.
    run("-f /dev/null new-session -d -x \(columns) -y \(rows) '\(command)' \\; set -g status off")
    run("resize-window -x \(columns) -y \(rows)")
  }

  deinit {
    run("kill-server")
  }

  /// Runs a command of tmux.
  ///
  /// - Parameter command: as for a shell, such as `send-keys -t 0 Enter`.
  /// - Returns: what it prints.
  @discardableResult
  public func run(_ command: String) -> String {
    // Without a home heya neither reads nor writes what the person who runs the tests arranged.
    let line =
      "exec env -u HOME -u XDG_CONFIG_HOME -u XDG_STATE_HOME LC_ALL=C.UTF-8 TERM=xterm-256color "
      + "/usr/bin/tmux -u -L \(name) \(command) 2>/dev/null"
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

  /// Opens a further window in which `command` runs.
  ///
  /// - Returns: its target for other commands of tmux.
  public func open(_ command: String) -> String {
    let target = run("new-window -d -P -F '#{window_id}' '\(command)'")
    return String(target.prefix { $0 != "\n" })
  }

  /// Types keys by their names in tmux, such as `Enter` and `Down`.
  public func type(_ keys: String..., in window: String = "0") {
    for key in keys { run("send-keys -t '\(window)' '\(key)'") }
  }

  /// The lines of a window without the blanks at their ends, and without empty ones at the end.
  public func screen(of window: String = "0") -> [String] {
    Self.lines(of: run("capture-pane -p -t '\(window)'"))
  }

  /// Waits until a window shows what `condition` asks for, twenty seconds at most.
  ///
  /// - Returns: the lines that met the condition; nil when none did in time.
  public func wait(
    in window: String = "0", until condition: ([String]) -> Bool
  ) -> [String]? {
    for _ in 0..<400 {
      let lines = screen(of: window)
      if condition(lines) { return lines }
      usleep(50_000)
    }
    return nil
  }

  /// Waits until a window shows a text.
  ///
  /// - Returns: the first line with the text; nil when there was none in time.
  public func wait(for text: String, in window: String = "0") -> String? {
    wait(in: window) { $0.contains { $0.contains(text) } }?.first { $0.contains(text) }
  }

  /// Something that a window did not show in time, and what was there instead.
  public struct NotSeen: Error {
    var what: String
    var screen: String
  }

  /// Waits until a window shows `what`, which is so when `condition` holds for its lines.
  ///
  /// - Returns: the lines.
  @discardableResult
  public func see(
    _ what: String, in window: String = "0", until condition: ([String]) -> Bool
  ) throws -> [String] {
    if let lines = wait(in: window, until: condition) { return lines }
    throw NotSeen(what: what, screen: screen(of: window).joined(separator: "\n"))
  }

  /// Waits until a window shows a line with `text`.
  ///
  /// - Returns: the first such line.
  @discardableResult
  public func see(_ text: String, in window: String = "0") throws -> String {
    try see(text, in: window) { $0.contains { $0.contains(text) } }
      .first { $0.contains(text) } ?? ""
  }

  /// Waits until a window shows a line with `text`, and in its last line, where an interface tells
  /// its keys, `footer`.
  public func see(_ text: String, above footer: String) throws {
    try see("\(text), \(footer)") { lines in
      lines.contains { $0.contains(text) } && lines.last?.contains(footer) ?? false
    }
  }

  /// A text as lines without the blanks at their ends, and without empty ones at the end.
  public static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }
}
