internal import Escaping

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
  /// What is not visible (``Swift/Unicode/Scalar/isVisible``), such as control characters and
  /// everything that reorders text, is written as `\u` escapes, so that the text does no harm on a
  /// terminal either and is still the same when read. JSON knows neither
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
        if scalar.isVisible {
          text.unicodeScalars.append(scalar)
        } else {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        }
      }
    }
    text.append("\"")
  }
}
