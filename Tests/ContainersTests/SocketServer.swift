import Foundation
import Glibc
import Synchronization

/// Serves a socket in the file system as a test says, until the test is over.
final class SocketServer: Sendable {
  /// How it treats whoever connects.
  enum Behaviour: Sendable {
    /// Sends this and closes the connection.
    case answers(String)

    /// Sends the beginning and then the rest again and again.
    case goesOn(String, String)

    /// Takes the connection and says nothing.
    case keepsSilent

    /// Never takes a connection.
    case sleeps

    /// Closes every connection at once.
    case hangsUp
  }

  private let listener: Int32
  private let path: String
  private let counter = Mutex(0)

  /// How many connections it has taken.
  var connections: Int { counter.withLock { $0 } }

  init(_ path: String, _ behaviour: Behaviour) throws {
    self.path = path
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    let result = unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0, listen(listener, 8) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    if case .sleeps = behaviour { return }
    Thread.detachNewThread { [listener, weak self] in
      var silent: [Int32] = []
      while case let connection = accept(listener, nil, nil), connection >= 0 {
        self?.counter.withLock { $0 += 1 }
        switch behaviour {
        case .answers(let text):
          Self.takeRequest(from: connection)
          Self.send(text, to: connection)
        case .goesOn(let beginning, let rest):
          Self.takeRequest(from: connection)
          if Self.send(beginning, to: connection) { while Self.send(rest, to: connection) {} }
        case .keepsSilent: silent.append(connection)
        case .hangsUp, .sleeps: break
        }
        if silent.last != connection { close(connection) }
      }
      for connection in silent { close(connection) }
      close(listener)
    }
  }

  deinit {
    // Wakes the thread from its wait; without one it is for nobody else to close.
    shutdown(listener, Int32(SHUT_RDWR))
    unsafe unlink(path)
  }

  /// Reads until the empty line that ends a request.
  private static func takeRequest(from connection: Int32) {
    var request: [UInt8] = []
    var byte: UInt8 = 0
    while !request.suffix(4).elementsEqual("\r\n\r\n".utf8),
      unsafe read(connection, &byte, 1) == 1
    {
      request.append(byte)
    }
  }

  @discardableResult
  private static func send(_ text: String, to connection: Int32) -> Bool {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes[done...].withUnsafeBytes {
        unsafe Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      done += count
    }
    return true
  }
}
