// A program with a screen, for the tests to drive from the other side of a terminal.
//
// It shows the size and the last inputs. `x` exits, `c` copies, `r` runs a shell, `n` shows a
// random canvas and writes its text to the file that the first argument names, and a few letters
// make it die in ways that no program should.
import Canvas
import Curses
import Glibc
import SystemCalls

func describe(_ input: Input) -> String {
  switch input {
  case .key(let key): "key \(key)"
  case .mouse(let mouse, let point): "\(mouse) at \(point.column),\(point.row)"
  case .paste(let text): "paste \(text)"
  case .resize(let size): "resize \(size.columns)x\(size.rows)"
  case .focus(let isOn): "focus \(isOn)"
  case .background(let isLight): "background \(isLight ? "light" : "dark")"
  }
}

func draw(_ lines: [String], size: Size) -> Canvas {
  var canvas = Canvas(size: size)
  let red = Style(Color(indexed: 203, basic: 9), [.bold])
  canvas.write("│部屋│ \(size.columns)x\(size.rows)", column: 0, row: 0, style: red)
  for (index, line) in lines.suffix(max(1, size.rows - 1)).enumerated() {
    canvas.write(line, column: 0, row: index + 1)
  }
  return canvas
}

/// A canvas full of characters of all widths, the same for the same state.
func randomCanvas(size: Size, state: inout UInt64) -> Canvas {
  let characters: [Character] = ["a", "Z", " ", " ", "─", "│", "▸", "部", "屋", "か", "é", "🐳", "…"]
  var canvas = Canvas(size: size)
  func next(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }
  for _ in 0..<size.rows * 4 {
    let text = String((0..<next(30)).map { _ in characters[next(characters.count)] })
    let style = Style(next(2) == 0 ? nil : Color(indexed: UInt8(next(256)), basic: UInt8(next(16))))
    canvas.write(text, column: next(size.columns + 4) - 4, row: next(size.rows), style: style)
  }
  return canvas
}

func die(of letter: Character) {
  switch letter {
  case "t":
    let thread = try? BackgroundThread(named: "probe deep") { _ = deep(0) }
    thread?.join()
  case "f": fatalError("the probe was told to fail")
  case "s": kill(getpid(), SIGSEGV)
  case "b": kill(getpid(), SIGBUS)
  case "a": abort()
  case "o": _ = deep(0)
  default: break
  }
}

func deep(_ depth: Int) -> Int { depth < 0 ? 0 : deep(depth + 1) + deep(depth + 2) }

/// Runs a shell on a terminal of its own.
func shell(at modes: TerminalMode) throws -> Relay.End {
  let outer = RawTerminal(alreadyRaw: modes)
  var program = ChildProgram()
  program.setTerminal(modes)
  program.add(.openTerminal(owner: Host.userID))
  program.add(.takeTerminal)
  program.add(.closeDescriptors)
  program.add(
    .execute(paths: ["/bin/sh"], arguments: ["sh"], environment: ["PS1=probe> ", "TERM=xterm"]))
  var child = try program.start()
  while let report = try child.next() {
    if let error = report.error { throw error }
  }
  var relay = Relay()
  if let master = child.takeDescriptor() { relay.connect(terminal: master, to: outer) }
  return try relay.run(
    child: child.pid, signals: Relay.signals(withTerminal: true), warning: "stopped")
}

func run() throws {
  let signals = try Signals()
  let latestValue = try LatestValue<Int>()
  var screen = try Screen()
  var lines: [String] = []
  var size = screen.size
  var random: UInt64 = 20
  var canvas: Canvas?
  while true {
    screen.show(canvas ?? draw(lines, size: size))
    if let canvas, CommandLine.arguments.count > 1 {
      let file = try Descriptor.open(CommandLine.arguments[1], O_WRONLY | O_TRUNC)
      try file.write(Array(canvas.text.utf8))
    }
    let ready = try waitForInput(
      on: [Screen.inputDescriptor, signals.descriptor, latestValue.descriptor],
      timeout: screen.inputDeadline.map { ContinuousClock.now.duration(to: $0) })
    for signal in try signals.read() {
      switch signal {
      case .stop:
        screen.suspend()
        try signals.stopProcess()
        screen.resume()
        size = screen.size
      case .resume:
        screen.resume()
        size = screen.size
      case .windowChange:
        size = screen.measure()
      case .child:
        break
      default:
        screen.close()
        signal.die()
      }
    }
    if let value = latestValue.take() { lines.append("mail \(value)") }
    if ready[0].isEmpty, screen.inputDeadline == nil { continue }
    for input in try screen.readInput() {
      lines.append(describe(input))
      guard case .key(.character(let letter)) = input else { continue }
      switch letter {
      case "x": return
      case "n": canvas = randomCanvas(size: size, state: &random)
      case "c": _ = screen.copy("部屋")
      case "e": unsafe write(2, "said on standard error\n", 23)
      case "m":
        let thread = try BackgroundThread(named: "probe mail") { latestValue.put(42) }
        thread.join()
      case "r":
        let end = try shell(at: screen.lend())
        screen.resume()
        size = screen.size
        lines.append("\(end)")
        // A signal that ended the relay ends the program.
        if case .interrupted(let signal) = end { signals.raise(signal) }
      default: die(of: letter)
      }
    }
  }
}

do {
  try run()
} catch {
  print("probe: \(error)")
  exit(1)
}
