internal import Canvas

/// A terminal's answer to the question for the colour of its background: `ESC ] 11 ;`, a colour,
/// and BEL or `ESC \` (xterm's control sequences, OSC 11).
struct BackgroundColorReport {
  /// What it says; nil when it is no colour that we know.
  let input: Input?

  /// How many bytes it takes.
  let length: Int

  /// What bytes may be of such an answer.
  enum Match {
    case report(BackgroundColorReport)
    /// The rest is still to come.
    case incomplete
    case none
  }

  private static let start = Array("\u{1B}]11;".utf8)

  /// More bytes than that no colour takes.
  private static let limit = 40

  /// Looks for an answer at the beginning of some bytes.
  static func match(_ bytes: ArraySlice<UInt8>) -> Match {
    guard bytes.starts(with: start) else {
      return bytes.count > 1 && start.starts(with: bytes) ? .incomplete : .none
    }
    let body = bytes.dropFirst(start.count).prefix(limit)
    guard let end = body.firstIndex(where: { $0 < 0x20 }) else {
      return body.count < limit ? .incomplete : .none
    }
    if bytes[end] == 0x1B, end + 1 == bytes.endIndex { return .incomplete }
    let last = bytes[end] == 0x1B && bytes[end + 1] == UInt8(ascii: "\\") ? end + 1 : end
    let color = String(decoding: body.prefix(upTo: end), as: UTF8.self)
    return .report(
      BackgroundColorReport(
        input: isLight(color).map { .background(isLight: $0) },
        length: last + 1 - bytes.startIndex))
  }

  /// Whether a colour such as `rgb:ffff/ffff/ffff` is nearer to white than to black.
  private static func isLight(_ color: String) -> Bool? {
    let parts = color.split(separator: ":")
    guard parts.count == 2, parts[0] == "rgb" || parts[0] == "rgba" else { return nil }
    // Each with one to four digits of 16; what an opacity says does not matter.
    let channels = parts[1].split(separator: "/").prefix(3).compactMap { digits -> Double? in
      guard digits.count <= 4, let value = UInt32(digits, radix: 16) else { return nil }
      return Double(value) / Double((1 << (4 * digits.count)) - 1)
    }
    guard channels.count == 3 else { return nil }
    // As bright as the eye takes them for (ITU-R BT.601).
    return 0.299 * channels[0] + 0.587 * channels[1] + 0.114 * channels[2] > 0.5
  }
}
