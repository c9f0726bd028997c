internal import Glibc

/// The arguments of this process as the bytes that they are.
package enum RawArguments {
  /// The bytes of the argument that Swift reads as `text`; nil when there is none such.
  ///
  /// Bytes that are no UTF-8 are replaced in the text, and a path with such has to be found all the
  /// same.
  package static func bytes(of text: String) -> [UInt8]? {
    let arguments = unsafe CommandLine.unsafeArgv
    for index in 0..<Int(CommandLine.argc) {
      guard let argument = unsafe arguments[index] else { continue }
      let bytes = unsafe UnsafeRawBufferPointer(start: argument, count: strlen(argument))
      if unsafe String(decoding: bytes, as: UTF8.self) == text { return unsafe Array(bytes) }
    }
    return nil
  }
}
