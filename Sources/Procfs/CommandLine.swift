internal import Escaping

extension String {
  /// The content of `/proc/PID/cmdline` as text that can go to a terminal: arguments joined with
  /// spaces (proc_pid_cmdline(5)).
  ///
  /// Processes may overwrite their arguments, so that the zero bytes need not be where they were.
  package init(commandLine bytes: Span<UInt8>) {
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0 || bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    var text: [UInt8] = []
    text.reserveCapacity(end)
    for index in 0..<end { text.append(bytes[index] == 0 ? UInt8(ascii: " ") : bytes[index]) }
    self.init(visible: text.span)
  }
}
