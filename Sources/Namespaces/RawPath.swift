internal import Escaping

/// A path as the kernel has it: any bytes but zero, which need not be text.
///
/// It stays bytes until it is drawn, so that a pin with a newline or a bad byte in its path can be
/// opened; ``description`` is what may go to a terminal.
public struct RawPath: Sendable, Hashable {
  /// The bytes.
  public let bytes: [UInt8]

  /// A path of these bytes.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A path that is text.
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The path as C functions take it.
  package var cString: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

  /// Whether what is shown of it is the path itself.
  package var isShownAsItIs: Bool { bytes.elementsEqual(description.utf8) }

  /// The path with text added at its end.
  package func appending(_ text: String) -> RawPath { RawPath(bytes: bytes + text.utf8) }

  /// Its components, in their visible form.
  package var components: [String] {
    bytes.split(separator: UInt8(ascii: "/")).map { String(visible: Array($0).span) }
  }

  /// Whether it begins with this text.
  package func hasPrefix(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
}

extension RawPath: CustomStringConvertible {
  /// The path in its visible form, see ``ProcessRecord``.
  public var description: String { String(visible: bytes.span) }
}

extension RawPath: ExpressibleByStringInterpolation {
  /// A path that is text.
  public init(stringLiteral text: String) {
    self.init(text)
  }
}
