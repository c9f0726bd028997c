internal import Glibc

/// An address of IPv4 or IPv6 as text, such as `10.0.0.1` or `fe80::1` (inet_ntop(3)).
///
/// - Parameter bytes: 4 or 16 bytes in network order.
/// - Returns: the text; nil for another number of bytes.
package func ipAddressText(_ bytes: [UInt8]) -> String? {
  let family =
    switch bytes.count {
    case 4: AF_INET
    case 16: AF_INET6
    default: Int32(-1)
    }
  var text = [UInt8](repeating: 0, count: 64)
  let isWritten = unsafe bytes.span.withUnsafeBytes { address in
    var span = text.mutableSpan
    return unsafe span.withUnsafeMutableBytes { buffer in
      guard let address = address.baseAddress, let base = buffer.baseAddress else { return false }
      let start = unsafe base.assumingMemoryBound(to: CChar.self)
      return unsafe inet_ntop(family, address, start, socklen_t(buffer.count)) != nil
    }
  }
  return isWritten ? String(decoding: text.prefix { $0 != 0 }, as: UTF8.self) : nil
}
