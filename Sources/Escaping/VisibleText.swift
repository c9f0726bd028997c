extension String {
  /// Bytes from the kernel or from a container as text that can go to a terminal as it is.
  ///
  /// Names of processes, hosts, mounts and cgroups are whatever their makers like, escape sequences
  /// included. Control characters become `\n`, `\t`, `\e` or `\x07`; bytes that are not UTF-8
  /// become `\xff`; what else is not visible (``Swift/Unicode/Scalar/isVisible``), and a mark
  /// without a character to stand on, becomes `\u{202e}`. A backslash stays as it is, so that
  /// text which is visible already does not change.
  public init(visible bytes: Span<UInt8>) {
    if let text = Self.printableASCII(bytes) {
      self = text
      return
    }
    self = ""
    var index = 0
    // A mark changes the character before it, and may not change what is not this text's own.
    var hasBase = false
    while index < bytes.count {
      guard let (scalar, length) = Self.scalar(in: bytes, at: index) else {
        append("\\x\(Self.hex(UInt32(bytes[index]), digits: 2))")
        hasBase = false
        index += 1
        continue
      }
      hasBase = scalar.isVisible && (hasBase || !scalar.isMark)
      if hasBase { unicodeScalars.append(scalar) } else { append(Self.escape(scalar)) }
      index += length
    }
  }

  /// Text whose origin cannot be trusted as text that can go to a terminal as it is.
  public init(visible text: String) {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      self = text
      return
    }
    let bytes = Array(text.utf8)
    self.init(visible: bytes.span)
  }

  private static func printableASCII(_ bytes: Span<UInt8>) -> String? {
    for index in bytes.indices where bytes[index] < 0x20 || bytes[index] > 0x7E { return nil }
    guard let text = try? UTF8Span(validating: bytes) else { return nil }
    return String(copying: text)
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x0A: "\\n"
    case 0x09: "\\t"
    case 0x1B: "\\e"
    case 0..<0xA0: "\\x\(hex(scalar.value, digits: 2))"
    default: "\\u{\(hex(scalar.value, digits: 4))}"
    }
  }

  private static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
  }

  /// The scalar that begins at `index` and its length in bytes; nil where the bytes are not UTF-8.
  private static func scalar(in bytes: Span<UInt8>, at index: Int) -> (Unicode.Scalar, Int)? {
    let lead = bytes[index]
    let (length, minimum): (Int, UInt32)
    var value: UInt32
    switch lead {
    case 0..<0x80: (length, minimum, value) = (1, 0, UInt32(lead))
    case 0xC2..<0xE0: (length, minimum, value) = (2, 0x80, UInt32(lead & 0x1F))
    case 0xE0..<0xF0: (length, minimum, value) = (3, 0x800, UInt32(lead & 0x0F))
    case 0xF0..<0xF5: (length, minimum, value) = (4, 0x1_0000, UInt32(lead & 0x07))
    default: return nil
    }
    guard index + length <= bytes.count else { return nil }
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= minimum, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }
}
