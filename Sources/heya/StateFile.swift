internal import Explorer
internal import JSON
internal import Kernel
internal import Settings
internal import Wording

/// Where it is remembered how somebody had arranged what they look at: `state.json` in
/// ``BaseDirectory/state``.
struct StateFile {
  private let directory: String

  private var path: String { directory + "/state.json" }

  /// The file at the usual place; nil where there is no home to keep it in.
  init?() {
    guard let directory = BaseDirectory.state else { return nil }
    self.directory = directory
  }

  /// What reading finds.
  enum Content {
    /// Nobody ran heya here before.
    case none
    case state(RememberedState)

    /// There is something that cannot be used.
    case broken(Words)

    /// What is remembered; nil when nothing is.
    var state: RememberedState? { if case .state(let state) = self { state } else { nil } }
  }

  /// The largest file that is read, in bytes.
  private static let limit = 1 << 20

  /// Reads the file.
  func read() -> Content {
    do throws(Errno) {
      let file = try Descriptor.open(path)
      let status = try file.status()
      guard status.isRegular, status.size <= Self.limit else {
        return .broken(.unusableState(path))
      }
      let bytes = try file.contents()
      let state = (try? JSONValue(reading: bytes)).flatMap {
        RememberedState($0, boot: Self.boot)
      }
      return state.map { .state($0) } ?? .broken(.unusableState(path))
    } catch {
      return error == .noSuchFile ? .none : .broken(.unreadableState(path, error))
    }
  }

  /// Replaces the file at once, so that a crash leaves the old one or the new one.
  ///
  /// Nothing is written by root into a directory of somebody else, as `sudo` may have left it in
  /// HOME: they could not change it any more. What cannot be written is not remembered.
  func write(_ state: RememberedState) {
    guard isOurs else { return }
    try? Descriptor.makeDirectories(directory)
    let text = state.json(boot: Self.boot).text(.pretty) + "\n"
    try? Descriptor.replaceFile(path, with: Array(text.utf8))
  }

  /// Whether every directory on the way that is there belongs to this user or, for others than
  /// root, lets them write.
  private var isOurs: Bool {
    guard Host.userID == 0 else { return true }
    var path = Substring(directory)
    while let end = path.lastIndex(of: "/"), end > path.startIndex {
      if let status = try? FileStatus(path: String(path)), status.uid != 0 { return false }
      path = path[..<end]
    }
    return true
  }

  /// What tells this run of the kernel from every other (random(4)).
  private static var boot: String {
    let bytes = try? Descriptor.open("/proc/sys/kernel/random/boot_id").contents()
    return String(decoding: (bytes ?? []).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}

extension Words {
  fileprivate static func unusableState(_ path: String) -> Words {
    Words(
      "\(path) was broken; heya begins anew and replaces it at the end.",
      "\(path) が壊れていたため、初期状態で始めます。終了時に作り直します。")
  }

  fileprivate static func unreadableState(_ path: String, _ error: Errno) -> Words {
    Words(
      "\(path) cannot be read (\(error)); heya begins anew.",
      "\(path) が読めないため（\(error.name)）、初期状態で始めます。")
  }
}
