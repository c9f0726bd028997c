internal import Explorer
internal import JSONCoding
internal import Limits
internal import Localization
internal import Settings
internal import SystemCalls

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
    case broken(Text)

    /// What is remembered; nil when nothing is.
    var state: RememberedState? { if case .state(let state) = self { state } else { nil } }
  }

  /// Reads the file.
  func read() -> Content {
    do throws(OwnFile.Refusal) {
      let bytes = try OwnFile.read(path, limit: ReadLimits.state)
      let state = (try? JSONValue(reading: bytes)).flatMap {
        RememberedState($0, boot: Self.boot)
      }
      return state.map { .state($0) } ?? .broken(.unusableState(path))
    } catch {
      switch error {
      case .failed(.noSuchFile), .foreign: return .none
      case .failed(let error): return .broken(.unreadableState(path, error))
      case .silent: return .broken(.silentState(path))
      case .notRegular, .tooLarge: return .broken(.unusableState(path))
      }
    }
  }

  /// Replaces the file at once, so that a crash leaves the old one or the new one.
  ///
  /// What cannot be written, as by root into the home of somebody else, is not remembered.
  func write(_ state: RememberedState) {
    let text = state.json(boot: Self.boot).text(.pretty) + "\n"
    try? OwnFile.replace(path, with: Array(text.utf8))
  }

  /// What tells this run of the kernel from every other (random(4)).
  private static var boot: String {
    let bytes = try? Descriptor.open("/proc/sys/kernel/random/boot_id").contents()
    return String(decoding: (bytes ?? []).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}

extension Text {
  fileprivate static func unusableState(_ path: String) -> Text {
    Text("\(path) was broken; heya begins anew and replaces it at the end.")
  }

  fileprivate static func silentState(_ path: String) -> Text {
    Text("\(path) cannot be read: nothing answered there within a second; heya begins anew.")
  }

  fileprivate static func unreadableState(_ path: String, _ error: Errno) -> Text {
    Text("\(path) cannot be read (\(error)); heya begins anew.")
  }
}
