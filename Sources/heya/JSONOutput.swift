internal import Escaping
internal import JSONCoding
internal import SystemCalls

extension StandardOutput {
  /// Writes a value as JSON text, a member or an element a line.
  ///
  /// - Throws: why the stream takes no more, of this text or an earlier one.
  static func print(_ value: JSONValue) throws(OutputError) {
    // The writer of JSON made everything visible in its own way, from which it can be read again.
    try print(TerminalText.lines(of: value.text(.pretty)))
  }
}
