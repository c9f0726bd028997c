/// What a server answers to a request of HTTP/1.0, after which it closes the connection (RFC 1945).
///
/// That old version serves well: nothing is sent in chunks, and the end is the end.
package struct HTTPResponse: Hashable {
  /// The status, such as 200.
  package var status: Int

  /// What follows the header.
  package var body: [UInt8]

  /// The request for the resource at `path`.
  static func request(_ path: String) -> [UInt8] {
    Array("GET \(path) HTTP/1.0\r\nHost: localhost\r\nAccept: application/json\r\n\r\n".utf8)
  }

  /// Reads all that came on a connection; nil when that is no whole response.
  package init?(_ bytes: [UInt8]) {
    // A header is short; an empty line ends it.
    let end = Array("\r\n\r\n".utf8)
    let beginning = bytes.prefix(1 << 16)
    guard
      let length = beginning.indices.dropLast(end.count - 1).first(where: {
        beginning[$0..<$0 + end.count].elementsEqual(end)
      })
    else { return nil }
    let lines = String(decoding: bytes[..<length], as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines[0].split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), words[1].utf8.count == 3,
      // `Int` would take a sign as well.
      words[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let status = Int(words[1])
    else { return nil }
    self.status = status
    body = Array(bytes[(length + end.count)...])
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      switch parts[0].lowercased() {
      case "content-length" where parts[1].trimmed != String(body.count): return nil
      case "transfer-encoding": return nil
      default: break
      }
    }
  }
}
