extension Unseen {
  /// Why something could not be seen.
  public enum Reason: Sendable, Hashable {
    /// It takes capabilities that the observer lacks, and root would have.
    case takes([Capability])

    /// It takes capabilities that the observer lacks although it is root: somebody took them from it.
    case lacks([Capability])

    /// It takes capabilities in a user namespace above the observer's, where it has none.
    case above([Capability])

    /// `/proc` is mounted with this option, such as `hidepid=invisible`; `byRoot` when root is the one
    /// who does not see all.
    case mounted(with: String, byRoot: Bool)

    /// The kernel has no namespaces of the kind.
    case missing(NamespaceKind)

    /// The file is larger than so many bytes.
    case larger(than: Int)

    /// Of the file only so many bytes from its beginning were read.
    case onlyBytes(Int)

    /// Of the list only so many entries were read.
    case onlyEntries(Int)

    /// The file is not JSON: where, and what is there instead.
    case notJSON(String)

    /// A user has used up what one user may cost a look.
    case share(of: String)

    /// The engine answered with a status of HTTP other than 200.
    case status(Int)

    /// The kernel said no, as in `EACCES: Permission denied`.
    case error(String)

    /// These processes, of which some are named, keep those waiting who look at them: they hold a lock of
    /// the kernel's while they wait for something that does not come.
    case stuck([Int32])

    /// Something that has no more to tell.
    case fault(Fault)

    /// What a capture says and this version of heya does not.
    case told(String)
  }

  /// What is in the way of looking; the text is what ``Reason/description`` says.
  public enum Fault: String, Sendable, CaseIterable {
    /// Somebody with every capability does not see it either.
    case forbidden =
      "EACCES: a security module, or rights of theirs that this user lacks, forbid it"
    case noTime = "others kept the look waiting; they are read at a later one"
    /// A call of the kernel that cannot be done otherwise is refused.
    case filtered =
      "a seccomp filter, or a kernel without them, refuses pidfd_open and pidfd_getfd, which it takes"
    case silentFile = "nothing answered within two seconds"
    case notRegular = "not a regular file"
    case foreignSocket = "it is not a socket of the engine's user"
    case silentSocket = "nothing answered within a second"
    case largeAnswer = "the answer is larger than 8 MiB"
    case answerNotHTTP = "the answer is not HTTP"
    case answerNotJSON = "the answer is not JSON"
  }
}

/// The reason in English: JSON says it, and a capture is read back from it.
extension Unseen.Reason: CustomStringConvertible {
  private static let takes = Frame("EACCES: it takes ", " (use sudo)")
  private static let lacks = Frame(
    "EACCES: it takes ",
    ", which heya lacks although it is root (a container or a service manager took it)")
  private static let above = Frame(
    "EACCES: it takes ", " in a user namespace above the one that heya is in")
  private static let mounted = Frame(
    "it is mounted with ", ", and seeing all takes CAP_SYS_PTRACE (use sudo)")
  private static let mountedForRoot = Frame(
    "it is mounted with ",
    ", and seeing all takes CAP_SYS_PTRACE, which heya lacks although it is root")
  private static let missing = Frame("this kernel has no ", " namespaces")
  private static let larger = Frame("larger than ", " bytes")
  private static let onlyBytes = Frame("only the first ", " bytes were read")
  private static let onlyEntries = Frame("only ", " entries were read")
  private static let share = Frame("what user ", " may cost one look is used up")
  private static let notJSON = Frame("not JSON at ", "")
  private static let status = Frame("the answer is status ", "")
  private static let stuck = Frame("ETIMEDOUT: these keep whoever looks waiting: ", "")

  /// The reason, with the name of the error and what would help.
  public var description: String {
    switch self {
    case .takes(let capabilities):
      Self.takes.around(Self.list(capabilities))
    case .lacks(let capabilities): Self.lacks.around(Self.list(capabilities))
    case .above(let capabilities): Self.above.around(Self.list(capabilities))
    case .mounted(let option, byRoot: false): Self.mounted.around(option)
    case .mounted(let option, byRoot: true): Self.mountedForRoot.around(option)
    case .missing(let kind): Self.missing.around(kind.name)
    case .larger(let bytes): Self.larger.around("\(bytes)")
    case .share(let user): Self.share.around(user)
    case .onlyBytes(let count): Self.onlyBytes.around("\(count)")
    case .onlyEntries(let count): Self.onlyEntries.around("\(count)")
    case .notJSON(let place): Self.notJSON.around(place)
    case .status(let number): Self.status.around("\(number)")
    case .stuck(let pids): Self.stuck.around(pids.map(String.init).joined(separator: ", "))
    case .error(let text), .told(let text): text
    case .fault(let fault): fault.rawValue
    }
  }

  private static func list(_ capabilities: [Capability]) -> String {
    capabilities.map(\.name).joined(separator: " and ")
  }

  /// The capabilities of a list in a frame; nil when the text is not of the frame.
  private static func capabilities(_ frame: Frame, in text: String) -> [Capability]? {
    frame.content(of: text)?.split(separator: " and ").compactMap { name in
      Capability.allCases.first { $0.name == name }
    }
  }

  /// Reads a reason back.
  init(_ text: String) {
    func number(_ frame: Frame) -> Int? { frame.content(of: text).flatMap { Int($0) } }
    let reading: Self? =
      if let fault = Unseen.Fault(rawValue: text) {
        .fault(fault)
      } else if let capabilities = Self.capabilities(Self.takes, in: text) {
        .takes(capabilities)
      } else if let capabilities = Self.capabilities(Self.lacks, in: text) {
        .lacks(capabilities)
      } else if let capabilities = Self.capabilities(Self.above, in: text) {
        .above(capabilities)
      } else if let option = Self.mounted.content(of: text) {
        .mounted(with: String(option), byRoot: false)
      } else if let option = Self.mountedForRoot.content(of: text) {
        .mounted(with: String(option), byRoot: true)
      } else if let kind = Self.missing.content(of: text).flatMap({ NamespaceKind(name: $0) }) {
        .missing(kind)
      } else if let bytes = number(Self.larger) {
        .larger(than: bytes)
      } else if let count = number(Self.onlyBytes) {
        .onlyBytes(count)
      } else if let count = number(Self.onlyEntries) {
        .onlyEntries(count)
      } else if let user = Self.share.content(of: text) {
        .share(of: String(user))
      } else if let place = Self.notJSON.content(of: text) {
        .notJSON(String(place))
      } else if let status = number(Self.status) {
        .status(status)
      } else if let pids = Self.stuck.content(of: text) {
        .stuck(pids.split(separator: ", ").compactMap { Int32($0) })
      } else if text.namesError {
        .error(text)
      } else {
        nil
      }
    // Nothing of what a text says may get lost, such as a capability of a later kernel.
    self = reading.flatMap { $0.description == text ? $0 : nil } ?? .told(text)
  }

  /// A text with a place for something in it.
  private struct Frame {
    var start: String
    var end: String

    init(_ start: String, _ end: String) {
      self.start = start
      self.end = end
    }

    func around(_ content: String) -> String { start + content + end }

    func content(of text: String) -> Substring? {
      guard text.hasPrefix(start), text.hasSuffix(end), text.count >= start.count + end.count else {
        return nil
      }
      return text.dropFirst(start.count).dropLast(end.count)
    }
  }
}

extension String {
  /// Whether it begins with the name of an error, as in `EACCES: Permission denied`.
  fileprivate var namesError: Bool {
    guard let name = split(separator: ":").first, name.count < count else { return false }
    return name.count > 1 && name.first == "E"
      && name.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) }
  }
}
