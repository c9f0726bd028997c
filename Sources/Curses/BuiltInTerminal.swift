/// Descriptions of the terminals that nearly everyone has, for hosts without a terminfo database: a rescue
/// shell, an empty container, the root of another distribution.
///
/// ncurses takes a compiled description from the variable `TERMINFO` as text (`b64:`, ncurses(3X)).
struct BuiltInTerminal {
  private let name: String
  private let family: Family

  private enum Family {
    case xterm, console, vt
  }

  /// The description of the terminal that `TERM` names; nil for one that is not built in.
  init?(_ name: String) {
    // The names field is the first text that ncurses reads, and short.
    guard name.utf8.count < 64, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x7C })
    else { return nil }
    let base = String(name.prefix { $0 != "-" && $0 != "." })
    switch base {
    case "xterm", "screen", "tmux", "rxvt", "alacritty", "kitty", "foot", "wezterm", "ghostty",
      "vte", "gnome", "konsole", "putty", "st", "iterm2":
      family = .xterm
    case "linux":
      family = .console
    case "vt100", "vt102", "vt220", "ansi":
      family = .vt
    default:
      return nil
    }
    self.name = name
  }

  /// The description as a value of the variable `TERMINFO`.
  var variable: String { "b64:" + String(decoding: Clipboard.base64(compiled), as: UTF8.self) }

  /// The compiled description (term(5)): header, names, booleans, numbers, offsets, strings.
  var compiled: [UInt8] {
    let names = Array("\(name)|built in\0".utf8)
    let booleans = Array(sparse: booleans.map { ($0, UInt8(1)) }, absent: 0)
    let numbers = Array(sparse: numbers, absent: -1)
    var table: [UInt8] = []
    var offsets: [(Int, Int16)] = []
    for (index, text) in strings {
      offsets.append((index, Int16(table.count)))
      table += Array(text.utf8) + [0]
    }
    let strings = Array(sparse: offsets, absent: -1)
    let padding = (names.count + booleans.count) % 2 == 0 ? [] : [UInt8(0)]
    let header = [0o432, names.count, booleans.count, numbers.count, strings.count, table.count]
    return header.flatMap { Int16($0).littleEndianBytes } + names + booleans + padding
      + numbers.flatMap(\.littleEndianBytes) + strings.flatMap(\.littleEndianBytes) + table
  }

  // Capabilities by their places in term(5), in the order of the names in terminfo(5).

  private var colors: Int16 {
    switch family {
    case .vt: 0
    case .console: 8
    case .xterm: name == "xterm" || name == "screen" || name == "rxvt" ? 8 : 256
    }
  }

  /// am, xenl, msgr, and bce where cleared cells keep the background.
  private var booleans: [Int] {
    let keepsBackground = family == .console || name.hasPrefix("xterm")
    return [1, 4, 14] + (keepsBackground ? [28] : [])
  }

  /// cols, it, lines, colors, pairs.
  private var numbers: [(Int, Int16)] {
    let size: [(Int, Int16)] = [(0, 80), (1, 8), (2, 24)]
    return colors == 0 ? size : size + [(13, colors), (14, colors == 8 ? 64 : 32767)]
  }

  private var strings: [(Int, String)] { Self.common + color + keys + screen }

  /// What all of them share (ECMA-48): bel, cr, csr, clear, el, ed, cup, cud1, home, cub1, cuf1, cuu1, bold,
  /// rev, smul, rmul, kbs, cud, cub, cuf, cuu, ind, ri.
  private static let common: [(Int, String)] = [
    (1, "\u{7}"), (2, "\r"), (3, "\u{1B}[%i%p1%d;%p2%dr"), (5, "\u{1B}[H\u{1B}[J"),
    (6, "\u{1B}[K"), (7, "\u{1B}[J"), (10, "\u{1B}[%i%p1%d;%p2%dH"), (11, "\n"),
    (12, "\u{1B}[H"), (14, "\u{8}"), (17, "\u{1B}[C"), (19, "\u{1B}[A"), (27, "\u{1B}[1m"),
    (34, "\u{1B}[7m"), (36, "\u{1B}[4m"), (44, "\u{1B}[24m"), (55, "\u{7F}"),
    (107, "\u{1B}[%p1%dB"), (111, "\u{1B}[%p1%dD"), (112, "\u{1B}[%p1%dC"),
    (114, "\u{1B}[%p1%dA"), (129, "\n"), (130, "\u{1B}M"),
  ]

  /// op, setaf, setab.
  private var color: [(Int, String)] {
    func set(_ base: Int) -> String {
      if colors == 8 { return "\u{1B}[\(base)%p1%dm" }
      let bright = base + 6
      return
        "\u{1B}[%?%p1%{8}%<%t\(base)%p1%d%e%p1%{16}%<%t\(bright)%p1%{8}%-%d%e\(base)8;5;%p1%d%;m"
    }
    return colors == 0 ? [] : [(297, "\u{1B}[39;49m"), (359, set(3)), (360, set(4))]
  }

  /// kcud1, khome, kcub1, kcuf1, kcuu1, kend, kdch1, kich1, knp, kpp, kcbt, kf1 to kf10.
  private var keys: [(Int, String)] {
    let arrows = family == .console ? "\u{1B}[" : "\u{1B}O"
    let home = family == .console ? "\u{1B}[1~" : "\u{1B}OH"
    let end = family == .console ? "\u{1B}[4~" : "\u{1B}OF"
    let first =
      family == .console
      ? ["[A", "[B", "[C", "[D", "[E"].map { "\u{1B}[" + $0 }
      : ["P", "Q", "R", "S"].map { "\u{1B}O" + $0 } + ["\u{1B}[15~"]
    let functions = first + [17, 18, 19, 20, 21].map { "\u{1B}[\($0)~" }
    return [
      (61, arrows + "B"), (76, home), (79, arrows + "D"), (83, arrows + "C"), (87, arrows + "A"),
      (164, end), (59, "\u{1B}[3~"), (77, "\u{1B}[2~"), (81, "\u{1B}[6~"), (82, "\u{1B}[5~"),
      (148, family == .console ? "\u{1B}\t" : "\u{1B}[Z"),
    ] + zip([66, 68, 69, 70, 71, 72, 73, 74, 75, 67], functions)
  }

  /// sgr0, and where there are such: civis, cnorm, smcup, dim, rmcup, rmkx, smkx, vpa, ech, kmous.
  private var screen: [(Int, String)] {
    switch family {
    case .vt:
      [(39, "\u{1B}[m"), (88, "\u{1B}[?1l\u{1B}>"), (89, "\u{1B}[?1h\u{1B}=")]
    case .console:
      [
        (39, "\u{1B}[m"), (13, "\u{1B}[?25l"), (16, "\u{1B}[?25h"), (30, "\u{1B}[2m"),
        (127, "\u{1B}[%i%p1%dd"), (37, "\u{1B}[%p1%dX"),
      ]
    case .xterm:
      [
        (39, "\u{1B}(B\u{1B}[m"), (13, "\u{1B}[?25l"), (16, "\u{1B}[?25h"),
        (28, "\u{1B}[?1049h"), (30, "\u{1B}[2m"), (40, "\u{1B}[?1049l"),
        (88, "\u{1B}[?1l\u{1B}>"), (89, "\u{1B}[?1h\u{1B}="), (127, "\u{1B}[%i%p1%dd"),
        (355, "\u{1B}[M"),
      ] + (name.hasPrefix("screen") || name.hasPrefix("tmux") ? [] : [(37, "\u{1B}[%p1%dX")])
    }
  }
}

extension Array {
  /// As many elements as the last index needs, `absent` where none is given.
  fileprivate init(sparse elements: [(Int, Element)], absent: Element) {
    self = Array(repeating: absent, count: (elements.map(\.0).max() ?? -1) + 1)
    for (index, element) in elements { self[index] = element }
  }
}

extension Int16 {
  fileprivate var littleEndianBytes: [UInt8] {
    let bits = UInt16(bitPattern: self)
    return [UInt8(bits & 0xFF), UInt8(bits >> 8)]
  }
}
