extension JSONValue {
  /// How a value is laid out as text.
  public enum Layout: Sendable {
    /// Without any white space, on one line.
    case compact

    /// One member or element a line, indented by two spaces a level.
    case pretty
  }

  /// The value as JSON text, always the same for equal values.
  ///
  /// Control characters, DEL and everything that reorders text (bidirectional controls) are written
  /// as `\u` escapes, so that the text does no harm on a terminal either. JSON knows neither
  /// infinity nor NaN: they become null.
  public func text(_ layout: Layout = .compact) -> String {
    var writer = JSONWriter(layout: layout)
    writer.write(self)
    return writer.text
  }
}

private struct JSONWriter {
  let layout: JSONValue.Layout
  var text = ""
  private var level = 0

  init(layout: JSONValue.Layout) {
    self.layout = layout
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? "\(value)" : "null"
    case .string(let value): write(value)
    case .array(let elements):
      list("[", elements, "]") { writer, element in writer.write(element) }
    case .object(let object):
      list("{", object.members, "}") { writer, member in
        writer.write(member.name)
        writer.text += writer.layout == .pretty ? ": " : ":"
        writer.write(member.value)
      }
    }
  }

  private mutating func list<Item>(
    _ open: Character, _ items: [Item], _ close: Character, _ body: (inout Self, Item) -> Void
  ) {
    text.append(open)
    level += 1
    var isFirst = true
    for item in items {
      if !isFirst { text.append(",") }
      isFirst = false
      breakLine()
      body(&self, item)
    }
    level -= 1
    if !items.isEmpty { breakLine() }
    text.append(close)
  }

  private mutating func breakLine() {
    guard layout == .pretty else { return }
    text.append("\n")
    text += String(repeating: "  ", count: level)
  }

  private mutating func write(_ string: String) {
    text.append("\"")
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if Self.isHarmless(scalar) {
          text.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    text.append("\"")
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00..<0x20, 0x7F..<0xA0: false
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
    default: true
    }
  }
}
