internal import CNcurses
package import Canvas
internal import Escaping
internal import Glibc
package import SystemCalls

/// The whole terminal as a screen that shows canvases and reads keys, with ncurses.
///
/// While it lives the shell's screen is put away; at the end of its life, also by a fault, the
/// terminal is as it was. There is one screen at a time, for the thread that made it.
///
/// Signals are the business of the loop around it: with `Signals` in place ncurses handles none.
///
/// The pointer to ncurses' screen, which makes it unsafe, never leaves it.
@safe
package struct Screen: ~Copyable {
  /// What one may choose.
  package struct Options: Sendable {
    /// Whether the mouse is reported; otherwise it selects text as in the shell.
    package var mouse = true

    /// Whether nothing but ASCII is sent, whatever the locale says.
    package var ascii = false

    /// How many colours are used; nil for what suits the terminal and `NO_COLOR`.
    package var colors: ColorTier?

    /// Creates the usual options.
    package init() {}
  }

  /// What to wait for before `readInput`, until ``inputDeadline`` at most.
  package static let inputDescriptor: Int32 = STDIN_FILENO

  /// How many colours are shown.
  package let colors: ColorTier

  /// Whether the terminal shows UTF-8; otherwise all but ASCII becomes `?`.
  package let isUTF8: Bool

  /// The extent of the terminal, as last measured.
  package private(set) var size = Size(columns: 0, rows: 0)

  private let handle: OpaquePointer
  private let isANSI: Bool
  private let tellsBackground: Bool
  private let shellMode: TerminalMode
  private let restore: [UInt8]
  private let escapeDelay: Duration
  private var hasMouse: Bool
  private var isSuspended = false
  private var crashGuard: CrashGuard?
  private var decoder: InputDecoder

  /// When an ESC is taken for the Escape key unless its rest comes before; nil when none waits.
  private var escapeDeadline: ContinuousClock.Instant?

  /// When a paste is taken for complete though its end did not come; nil outside of one.
  private var pasteDeadline: ContinuousClock.Instant?

  /// How long to wait for more of a paste.
  private static let pasteDelay = Duration.seconds(1)

  /// As many bytes at once may be a key that somebody presses, and are no sign of a paste that goes
  /// on.
  private static let keyLength = 8

  /// When `readInput` has something to say although nothing more came; nil when it is not waiting
  /// for the rest of anything.
  package var inputDeadline: ContinuousClock.Instant? { pasteDeadline ?? escapeDeadline }
  private var pairs: ColorPairs
  private var shown: Canvas?

  /// Takes the terminal at standard input and output.
  ///
  /// Create `Signals` before, so that a signal in between does not end the program unrestored.
  package init(_ options: Options = Options()) throws(ScreenError) {
    guard TerminalMode.isTerminal(STDIN_FILENO), TerminalMode.isTerminal(STDOUT_FILENO),
      let shellMode = try? TerminalMode(of: STDIN_FILENO)
    else { throw .notATerminal }
    let hasUTF8 = TerminalLocale.adopt()
    let database = TerminalLocale.variable("TERMINFO")
    defer { Terminfo.restoreVariable(database) }
    let extent = ScreenExtent(of: STDOUT_FILENO)
    extent.tellCurses()
    defer { extent.leaveCurses() }
    try Terminfo.load(for: STDOUT_FILENO)
    let restore = Terminfo.restore
    let crashGuard = CrashGuard(
      terminal: STDIN_FILENO, restore: restore, capture: StandardErrorCapture.start())
    guard let handle = unsafe heya_screen_open() else {
      throw .tooSimple(TerminalLocale.variable("TERM") ?? "")
    }
    if let keys = try? TerminalMode(of: STDIN_FILENO).keys(before: shellMode) {
      try? keys.apply(to: STDIN_FILENO)
    }
    def_prog_mode()
    heya_keypad(true)
    curs_set(0)
    let count = heya_colors_start()

    unsafe self.handle = unsafe handle
    self.shellMode = shellMode
    self.restore = restore
    self.crashGuard = consume crashGuard
    isUTF8 = hasUTF8 && !options.ascii
    isANSI = Terminfo.isANSI
    tellsBackground = Terminfo.tellsBackground
    hasMouse = options.mouse
    colors =
      options.colors.map { min($0, ColorTier(colors: Int(count), noColor: nil)) }
      ?? ColorTier(colors: Int(count), noColor: TerminalLocale.variable("NO_COLOR"))
    pairs = ColorPairs(limit: heya_color_pairs())
    decoder = InputDecoder(sequences: Terminfo.keySequences)
    escapeDelay = .milliseconds(
      TerminalLocale.variable("ESCDELAY").flatMap { UInt32($0) } ?? 50)
    startReports()
    measure()
  }

  deinit {
    if !isSuspended { leave() }
    unsafe delscreen(handle)
  }

  /// Gives the terminal back.
  package consuming func close() {}

  // MARK: - Output

  /// Shows a canvas: ncurses writes what differs from what the terminal shows, nothing when nothing
  /// does.
  ///
  /// - Parameters:
  ///   - canvas: what to show; what is beyond the screen is left out.
  ///   - cursor: where the cursor blinks, as an input method wants it; nil to hide it.
  package mutating func show(_ canvas: Canvas, cursor: Point? = nil) {
    if isSuspended { return }
    for row in 0..<size.rows where !isShown(row, of: canvas) { draw(row, of: canvas) }
    shown = canvas
    heya_move(Int32(cursor?.row ?? 0), Int32(cursor?.column ?? 0))
    curs_set(cursor == nil ? 0 : 1)
    heya_refresh()
  }

  /// Writes everything anew with the next `show`, after something else wrote to the terminal.
  package mutating func redraw() {
    shown = nil
    heya_clear_next()
  }

  private func isShown(_ row: Int, of canvas: Canvas) -> Bool {
    guard let shown, shown.size == canvas.size else { return false }
    if row >= canvas.size.rows { return true }
    return canvas.hasRow(row, of: shown)
  }

  private mutating func draw(_ row: Int, of canvas: Canvas) {
    heya_clear_row(Int32(row))
    guard row < canvas.size.rows else { return }
    let end = min(size.columns, canvas.size.columns)
    var (style, look) = (Style.plain, look(of: .plain))
    for column in 0..<end {
      let cell = canvas[column, row]
      // Blanks are there already, and the right half of a wide character comes with the left.
      if cell == .blank || cell.text.isEmpty { continue }
      if cell.style != style { (style, look) = (cell.style, self.look(of: cell.style)) }
      if cell.text.utf8.count == 1, let byte = cell.text.utf8.first {
        heya_put_character(
          Int32(row), Int32(column), wchar_t(byte), look.attributes, look.pair)
        continue
      }
      let isWide = column + 1 < end && canvas[column + 1, row].text.isEmpty
      let space = isWide ? 2 : 1
      let text = CellText(cell.text, space: space, isASCII: !isUTF8)
      unsafe heya_put(
        Int32(row), Int32(column), text.scalars + [0], look.attributes, look.pair)
      if text.columns < space {
        heya_put_character(
          Int32(row), Int32(column + 1), wchar_t(0x20), look.attributes, look.pair)
      }
    }
  }

  private mutating func look(of style: Style) -> (attributes: UInt32, pair: Int32) {
    let rendition = Rendition(style, in: colors)
    return (rendition.attributes.bits, pairs.number(of: rendition))
  }

  /// Puts a text on the clipboard of the person at the terminal; false when it is too long.
  package func copy(_ text: String) -> Bool {
    let inTmux = TerminalLocale.variable("TMUX") != nil
    guard isANSI, let bytes = Clipboard.sequence(copying: text, inTmux: inTmux) else {
      return false
    }
    write(bytes)
    return true
  }

  private func write(_ bytes: [UInt8]) {
    // When the terminal is gone, the next readInput says so.
    let output = Descriptor(owning: STDOUT_FILENO)
    try? output.write(bytes)
    _ = output.take()
  }

  // MARK: - Input

  /// Reads the next thing that a person did, and does not wait for it.
  ///
  /// Whatever was typed after it stays with the terminal: where the key quits, it is for whoever reads
  /// there next.
  ///
  /// An ESC at the end stays unread for a while, until ``inputDeadline``: the Escape key sends the
  /// same byte as the beginning of an arrow key. The rest may take 50 ms, or as many as the
  /// variable `ESCDELAY` says; with 0 only what waits together with its ESC is such a key. A
  /// paste whose end does not come within a second is over.
  ///
  /// - Returns: what is complete, only seldom more than one; empty when there is nothing.
  /// - Throws: `hungUp` when the terminal is gone.
  package mutating func readInput() throws(ScreenError) -> [Input] {
    var inputs: [Input] = []
    // A flood of input must not keep the screen from being drawn.
    for _ in 0..<4096 {
      if !inputs.isEmpty { break }
      let found = try? waitForInput(on: [Self.inputDescriptor], timeout: .zero)[0]
      guard let found, !found.isEmpty else {
        if let inputDeadline, ContinuousClock.now >= inputDeadline { inputs += takeWaiting() }
        break
      }
      let bytes = found.contains(.readable) ? read() : []
      guard !bytes.isEmpty else { throw .hungUp }
      inputs += decoder.decode(bytes)
      let now = ContinuousClock.now
      escapeDeadline = decoder.isWaitingAfterEscape ? now.advanced(by: escapeDelay) : nil
      if !decoder.isInPaste {
        pasteDeadline = nil
      } else if pasteDeadline == nil || bytes.count > Self.keyLength {
        pasteDeadline = now.advanced(by: Self.pasteDelay)
      }
    }
    return inputs
  }

  /// Takes what waits for its rest as it is, before anybody else gets the terminal: an ESC for the
  /// Escape key, and what came of a paste for all of it.
  package mutating func takeWaiting() -> [Input] {
    (escapeDeadline, pasteDeadline) = (nil, nil)
    return decoder.escapeDelayPassed() + decoder.pasteDelayPassed()
  }

  /// Reads a byte, and of a paste as many as there are.
  private func read() -> ArraySlice<UInt8> {
    var buffer = [UInt8](repeating: 0, count: decoder.isInPaste ? 4096 : 1)
    let input = Descriptor(owning: Self.inputDescriptor)
    let count = (try? input.read(into: &buffer)) ?? 0
    _ = input.take()
    return buffer.prefix(count)
  }

  /// Turns the reports of the mouse on or off.
  package mutating func reportMouse(_ isOn: Bool) {
    hasMouse = isOn
    guard isANSI, !isSuspended else { return }
    write(Array((isOn ? TerminalReports.startMouse : TerminalReports.endMouse).utf8))
  }

  // MARK: - Size

  /// Asks the terminal for its size, after SIGWINCH.
  @discardableResult
  package mutating func measure() -> Size {
    let extent = ScreenExtent(of: STDOUT_FILENO)
    if extent.rows != heya_rows() || extent.columns != heya_columns() {
      resize_term(extent.rows, extent.columns)
      // What the terminal made of its old content, nobody knows.
      heya_rewrite_next()
      shown = nil
    }
    size = Size(columns: Int(heya_columns()), rows: Int(heya_rows()))
    return size
  }

  // MARK: - Giving the terminal away for a while

  /// Gives the terminal back until `resume`, before a stop or while another program has it.
  package mutating func suspend() {
    if isSuspended { return }
    leave()
    isSuspended = true
    crashGuard = nil
  }

  /// Lends the terminal to a relay until `resume`: the screen goes, and every byte that is typed
  /// from now on is passed on without an echo, at no moment with one.
  ///
  /// - Returns: the modes that the terminal has otherwise.
  package mutating func lend() -> TerminalMode {
    try? shellMode.raw.apply(to: STDIN_FILENO)
    // What curses takes for the shell's modes it sets on its way out.
    def_shell_mode()
    if isANSI { write(Array(TerminalReports.end.utf8)) }
    endwin()
    isSuspended = true
    return shellMode
  }

  /// Writes lines to a terminal that is lent, for whoever gets it to read first.
  package func leave(_ lines: [String]) {
    write(Array(lines.map { TerminalText($0).text + "\r\n" }.joined().utf8))
  }

  /// Takes the terminal again and shows what was there; also after a stop without `suspend`, as by
  /// `kill -STOP`.
  package mutating func resume() {
    suspend()
    // Whoever had the terminal may have left it in any state, and the guard takes it for the
    // shell's.
    try? shellMode.apply(to: STDIN_FILENO)
    def_shell_mode()
    crashGuard = nil
    crashGuard = CrashGuard(
      terminal: STDIN_FILENO, restore: restore, capture: StandardErrorCapture.start())
    isSuspended = false
    startReports()
    heya_clear_next()
    measure()
    heya_refresh()
  }

  private func leave() {
    if isANSI { write(Array(TerminalReports.end.utf8)) }
    endwin()
    try? shellMode.apply(to: STDIN_FILENO)
  }

  private func startReports() {
    guard isANSI else { return }
    let background = tellsBackground ? TerminalReports.askBackground : ""
    let mouse = hasMouse ? TerminalReports.startMouse : ""
    write(Array((TerminalReports.start + mouse + background).utf8))
  }
}

extension Style.Attributes {
  /// The attributes as ncurses has them.
  fileprivate var bits: UInt32 {
    var bits: UInt32 = 0
    if contains(.bold) { bits |= heya_bold }
    if contains(.dim) { bits |= heya_dim }
    if contains(.underline) { bits |= heya_underline }
    if contains(.reverse) { bits |= heya_reverse }
    return bits
  }
}
