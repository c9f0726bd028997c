internal import Glibc

/// What poll(2) found at a descriptor.
package struct Readiness: OptionSet, Sendable, Hashable {
  package var rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  fileprivate init(events: Int16) {
    self = []
    if events & Int16(POLLIN) != 0 { insert(.readable) }
    if events & Int16(POLLHUP) != 0 { insert(.hungUp) }
    if events & Int16(POLLERR | POLLNVAL) != 0 { insert(.failed) }
  }

  /// A read gives something at once, were it the end of the file.
  package static let readable = Readiness(rawValue: 1)

  /// The other side is gone; nothing more will come than what is already there.
  package static let hungUp = Readiness(rawValue: 2)

  /// The descriptor is in an error or is not open at all.
  package static let failed = Readiness(rawValue: 4)
}

/// Waits until one of several descriptors has something to read, hangs up or fails.
///
/// The corresponding C function is `poll`.
///
/// - Parameters:
///   - descriptors: what to wait for; a negative one is passed over.
///   - timeout: how long at most; nil without end.
/// - Returns: for each descriptor in turn what was found, empty for nothing; all empty when the
///   time was over.
/// - Throws: ENOMEM.
package func waitForInput(
  on descriptors: [Int32], timeout: Duration? = nil
) throws(Errno) -> [Readiness] {
  var polled: [pollfd] = []
  for descriptor in descriptors {
    polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
  }
  let end = timeout.map { ContinuousClock.now.advanced(by: $0) }
  while true {
    let milliseconds = end.map { ContinuousClock.now.duration(to: $0).pollMilliseconds } ?? -1
    if unsafe poll(&polled, nfds_t(polled.count), milliseconds) >= 0 { break }
    let error = Errno.last
    if error.rawValue != EINTR { throw error }
  }
  return polled.map { Readiness(events: $0.revents) }
}

/// Waits until a stream takes more bytes, or fails.
///
/// The corresponding C function is `poll`.
func waitForOutput(to descriptor: Int32) throws(Errno) {
  var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
  _ = try call { unsafe poll(&request, 1, -1) }
}

extension Duration {
  /// Whole milliseconds, rounded up so that a wait does not end before its time.
  var pollMilliseconds: Int32 {
    let (seconds, attoseconds) = components
    if seconds < 0 || attoseconds < 0 { return 0 }
    if seconds > 1_000_000 { return 1_000_000_000 }
    return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
