/// What a link such as `/proc/PID/ns/net` or `/proc/PID/fd/4` points to.
package enum FileLink: Sendable, Hashable {
  /// A namespace's file, as in `net:[4026531833]`.
  case namespace(kind: String, inode: UInt32)

  /// A socket, as in `socket:[31337]`.
  case socket(inode: UInt64)

  /// Anything else.
  case other

  /// Whether it is a socket.
  package var isSocket: Bool { if case .socket = self { true } else { false } }

  /// Parses the target of the link.
  package init(_ target: Span<UInt8>) {
    self = .other
    if target.hasPrefix("socket:["), let inode = target.bracketedNumber(at: 7) {
      self = .socket(inode: inode)
      return
    }
    for kind in Self.kinds where target.hasPrefix(kind) {
      if let inode = target.bracketedNumber(at: kind.utf8.count) {
        self = .namespace(kind: String(kind.dropLast()), inode: UInt32(truncatingIfNeeded: inode))
      }
    }
  }

  private static let kinds = [
    "user:", "cgroup:", "ipc:", "uts:", "net:", "pid:", "mnt:", "time:",
  ]
}

extension Span<UInt8> {
  /// The inode in a namespace's link, such as 4026531833 in `net:[4026531833]`.
  package var namespaceInode: UInt32? {
    bracketedNumber(at: index(of: UInt8(ascii: "["), from: 0)).map {
      UInt32(truncatingIfNeeded: $0)
    }
  }

  /// The number in `[…]` that begins at `start` and ends the text.
  fileprivate func bracketedNumber(at start: Int) -> UInt64? {
    var index = start + 1
    guard start < count, self[start] == UInt8(ascii: "["), let number = decimal(at: &index),
      index == count - 1, self[index] == UInt8(ascii: "]")
    else { return nil }
    return number
  }
}
