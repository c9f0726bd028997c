internal import Glibc
internal import JSONCoding
internal import Limits
internal import Namespaces
internal import Synchronization
internal import SystemCalls

/// The sockets at which engines answer, asked with distrust: anybody may serve one that is theirs.
///
/// An answer has to come whole within a second and to be no larger than 8 MiB. A socket that was
/// silent is left alone for a minute.
final class EngineSockets: Sendable {
  private let files: HostFiles
  private let timeout: Duration
  private let silent: Mutex<[String: ContinuousClock.Instant]> = Mutex([:])

  /// Asks at the sockets among `files`; tests on a busy machine wait longer for an answer.
  init(_ files: HostFiles, timeout: Duration = .seconds(1)) {
    self.files = files
    self.timeout = timeout
  }

  /// Why a socket gave no answer.
  enum Failure: Error, Hashable {
    /// There is no such file.
    case absent

    /// It is no socket of that user.
    case foreign

    /// No whole answer came in time, now or a little while ago.
    case silent

    /// The answer is too large.
    case tooLarge

    /// The answer is none of HTTP, or ended before its end.
    case noHTTP

    /// The server does not do what it was asked for: a status such as 404.
    case status(Int)

    /// What came is not JSON.
    case noJSON

    /// The kernel says no.
    case failed(Errno)
  }

  /// What the engine at the socket `path`, which must be the user's, says of `resource`.
  ///
  /// The answer is taken from `budget`.
  func get(
    _ resource: String, at path: String, of uid: UInt32, _ budget: inout Budget
  ) throws(Failure) -> JSONValue {
    let now = ContinuousClock.now
    if let end = silent.withLock({ $0[path] }), now < end { throw .silent }
    let response: HTTPResponse
    do throws(Failure) {
      response = try ask(resource, at: path, of: uid, until: now.advanced(by: timeout))
    } catch {
      if error == .silent {
        silent.withLock { $0[path] = .now.advanced(by: .seconds(60)) }
      }
      throw error
    }
    guard response.status == 200 else { throw .status(response.status) }
    _ = budget.take(bytes: response.body.count)
    do throws(JSONError) {
      return try JSONValue(reading: response.body, nodes: &budget.nodes)
    } catch {
      throw .noJSON
    }
  }

  private func ask(
    _ resource: String, at path: String, of uid: UInt32, until deadline: ContinuousClock.Instant
  ) throws(Failure) -> HTTPResponse {
    let stream = try connect(path, of: uid)
    var (answer, buffer): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 16384))
    do throws(Errno) {
      try stream.send(HTTPResponse.request(resource))
      while true {
        let count = try stream.receive(into: &buffer, until: deadline)
        if count == 0 { break }
        answer += buffer[..<count]
        if answer.count > ReadLimits.answer { break }
      }
    } catch {
      throw error.rawValue == ETIMEDOUT ? .silent : .failed(error)
    }
    if answer.count > ReadLimits.answer { throw .tooLarge }
    guard let response = HTTPResponse(answer) else { throw .noHTTP }
    return response
  }

  private func connect(_ path: String, of uid: UInt32) throws(Failure) -> UnixStream {
    do throws(HostFiles.Failure) {
      if let stream = try files.connect(path, of: uid) { return stream }
    } catch {
      switch error {
      case .absent: throw .absent
      case .failed(let errno): throw .failed(errno)
      default: throw .silent
      }
    }
    throw .foreign
  }
}

extension EngineSockets.Failure {
  /// Why nothing was learnt; nil for a socket that is not there.
  var reason: Unseen.Reason? {
    switch self {
    case .absent: nil
    case .foreign: .fault(.foreignSocket)
    case .silent: .fault(.silentSocket)
    case .tooLarge: .fault(.largeAnswer)
    case .noHTTP: .fault(.answerNotHTTP)
    case .status(let status): .status(status)
    case .noJSON: .fault(.answerNotJSON)
    case .failed(let errno): .error(errno.description)
    }
  }
}
