// A program with a screen, for the tests to drive from the other side of a terminal.
//
// It shows the size and the last inputs. `x` exits, `c` copies, `r` runs a shell, and a few letters
// make it die in ways that no program should.
import Canvas
import Curses
import Glibc
import Kernel

func describe(_ input: Input) -> String {
  switch input {
  case .key(let key): "key \(key)"
  case .mouse(let mouse, let point): "\(mouse) at \(point.column),\(point.row)"
  case .paste(let text): "paste \(text)"
  case .resize(let size): "resize \(size.columns)x\(size.rows)"
  case .focus(let isOn): "focus \(isOn)"
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

func die(of letter: Character) {
  switch letter {
  case "f": fatalError("the probe was told to fail")
  case "s": kill(getpid(), SIGSEGV)
  case "b": kill(getpid(), SIGBUS)
  case "a": abort()
  case "o": _ = deep(0)
  default: break
  }
}

func deep(_ depth: Int) -> Int { depth < 0 ? 0 : deep(depth + 1) + deep(depth + 2) }

func run() throws {
  let signals = try Signals()
  let mailbox = try Mailbox<Int>()
  var screen = try Screen()
  var lines: [String] = []
  var size = screen.size
  while true {
    screen.show(draw(lines, size: size))
    let ready = try waitForInput(
      on: [Screen.inputDescriptor, signals.descriptor, mailbox.descriptor])
    for signal in try signals.read() {
      switch signal {
      case .hangUp, .interrupt, .quit, .terminate:
        screen.close()
        signal.die()
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
      }
    }
    if let value = mailbox.take() { lines.append("mail \(value)") }
    if ready[0].isEmpty { continue }
    for input in try screen.readInput() {
      lines.append(describe(input))
      guard case .key(.character(let letter)) = input else { continue }
      switch letter {
      case "x": return
      case "c": _ = screen.copy("部屋")
      case "e": unsafe write(2, "said on standard error\n", 23)
      case "m":
        let thread = try BackgroundThread(named: "probe mail") { mailbox.put(42) }
        thread.join()
      case "r":
        screen.suspend()
        let shell = Subprocess(path: "/bin/sh", arguments: ["sh"], environment: ["PS1=probe> "])
        let status = try shell.run(onTerminal: Screen.inputDescriptor, signals: signals)
        screen.resume()
        size = screen.size
        lines.append("\(status)")
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
