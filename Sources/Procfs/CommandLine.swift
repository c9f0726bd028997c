internal import Escaping

extension String {
  /// The content of `/proc/PID/cmdline` as text that can go to a terminal: arguments joined with
  /// spaces (proc_pid_cmdline(5)).
  ///
  /// Processes may overwrite their arguments, so that the zero bytes need not be where they were.
  package init(commandLine bytes: Span<UInt8>) {
    self.init(visible: Self.joined(bytes).span)
  }

  /// The same as it was written, where that is UTF-8 and not what the visible form shows.
  package static func written(commandLine bytes: Span<UInt8>) -> String? {
    written(joined(bytes).span)
  }

  /// Bytes as they were written, where they are UTF-8 and not what the visible form shows; nil else.
  package static func written(_ bytes: Span<UInt8>) -> String? {
    let visible = String(visible: bytes)
    guard visible.utf8.count != bytes.count, let text = try? UTF8Span(validating: bytes) else {
      return nil
    }
    return String(copying: text)
  }

  private static func joined(_ bytes: Span<UInt8>) -> [UInt8] {
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0 || bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    var text: [UInt8] = []
    text.reserveCapacity(end)
    for index in 0..<end { text.append(bytes[index] == 0 ? UInt8(ascii: " ") : bytes[index]) }
    return text
  }
}
