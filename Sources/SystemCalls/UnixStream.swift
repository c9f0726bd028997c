internal import Glibc

/// A connection to a socket in the file system (unix(7)) on which nothing waits for longer than its
/// caller allows.
package struct UnixStream: ~Copyable, Sendable {
  private let socket: Descriptor

  /// Takes a connection that does not wait.
  init(_ socket: consuming Descriptor) { self.socket = socket }

  /// Connects to the socket at `path`.
  ///
  /// The corresponding C functions are `socket` and `connect`, both without waiting.
  ///
  /// - Throws: ECONNREFUSED when nobody listens, EAGAIN when too many wait already, ENAMETOOLONG
  ///   for a path of more than 107 bytes.
  package init(connectingTo path: String) throws(Errno) {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let socket = try Descriptor(owning: call { Glibc.socket(AF_UNIX, type, 0) })
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let size = MemoryLayout<sockaddr_un>.size
    let bytes = Array(path.utf8)
    // A zero byte ends the path.
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw Errno(rawValue: ENAMETOOLONG)
    }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let descriptor = socket.rawValue
    _ = try call {
      unsafe withUnsafePointer(to: &address) { address in
        unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe connect(descriptor, $0, socklen_t(size))
        }
      }
    }
    self.socket = socket
  }

  /// Sends a few bytes that the kernel takes at once.
  ///
  /// The corresponding C function is `send`; no signal comes of a peer that is gone.
  ///
  /// - Throws: EAGAIN when the kernel does not take all of them, EPIPE when the peer is gone.
  package borrowing func send(_ bytes: [UInt8]) throws(Errno) {
    let descriptor = socket.rawValue
    let sent = try unsafe bytes.span.withUnsafeBytes { bytes throws(Errno) in
      try call {
        unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
    }
    if sent < bytes.count { throw Errno(rawValue: EAGAIN) }
  }

  /// Waits for bytes and takes what is there.
  ///
  /// - Parameters:
  ///   - buffer: where the bytes go, from its beginning.
  ///   - deadline: when to give up.
  /// - Returns: how many bytes came; 0 when the peer has closed the connection.
  /// - Throws: ETIMEDOUT at the deadline, ECONNRESET when the peer broke off.
  package borrowing func receive(
    into buffer: inout [UInt8], until deadline: ContinuousClock.Instant
  ) throws(Errno) -> Int {
    while true {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero, try waitForInput(on: [socket.rawValue], timeout: left) != [[]] else {
        throw Errno(rawValue: ETIMEDOUT)
      }
      do throws(Errno) {
        return try socket.read(into: &buffer)
      } catch {
        if error.rawValue != EAGAIN { throw error }
      }
    }
  }
}
