/// The fields of `/proc/PID/status` that heya uses (proc_pid_status(5)).
package struct ProcessStatus: Sendable, Hashable {
  /// The effective user id.
  package var uid: UInt32 = 0

  /// The pid in each pid namespace from the reader's own inwards; empty when the kernel tells none.
  package var namespacePIDs: [Int32] = []

  /// The effective capabilities.
  package var capabilities: UInt64 = 0

  /// Parses the file.
  package init(_ text: Span<UInt8>) {
    var index = 0
    while index < text.count {
      let end = text.index(of: UInt8(ascii: "\n"), from: index)
      parse(text.extracting(index..<end))
      index = end + 1
    }
  }

  private mutating func parse(_ line: Span<UInt8>) {
    if line.hasPrefix("Uid:") {
      let ids = Self.numbers(line, from: 4)
      if ids.count >= 2 { uid = UInt32(truncatingIfNeeded: ids[1]) }
    } else if line.hasPrefix("NSpid:") {
      namespacePIDs = Self.numbers(line, from: 6).map { Int32(truncatingIfNeeded: $0) }
    } else if line.hasPrefix("CapEff:") {
      capabilities = Self.hexadecimal(line, from: 7)
    }
  }

  private static func numbers(_ line: Span<UInt8>, from start: Int) -> [UInt64] {
    var numbers: [UInt64] = []
    var index = start
    while index < line.count {
      if let number = line.decimal(at: &index) { numbers.append(number) } else { index += 1 }
    }
    return numbers
  }

  private static func hexadecimal(_ line: Span<UInt8>, from start: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in start..<line.count {
      guard let digit = Character(UnicodeScalar(line[index])).hexDigitValue else { continue }
      value = value << 4 | UInt64(digit)
    }
    return value
  }
}
