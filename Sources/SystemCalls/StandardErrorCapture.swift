internal import CLinux
internal import Escaping
internal import Glibc

/// Keeps what is written to standard error while a screen covers the terminal, so that it neither
/// spoils the screen nor vanishes with it.
///
/// Only a terminal is kept away: what goes to a file or a pipe disturbs nobody.
package struct StandardErrorCapture: ~Copyable, Sendable {
  private let original: Descriptor
  private let kept: Descriptor

  /// Starts to keep standard error; nil when it is not a terminal or there is no memory for it.
  package static func start() -> StandardErrorCapture? {
    guard TerminalMode.isTerminal(STDERR_FILENO) else { return nil }
    do throws(Errno) {
      let original = try call { fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3) }
      return try StandardErrorCapture(
        original: Descriptor(owning: original),
        kept: .memoryFile(named: "heya standard error"))
    } catch {
      return nil
    }
  }

  private init(original: consuming Descriptor, kept: consuming Descriptor) {
    self.original = original
    self.kept = kept
    dup2(self.kept.rawValue, STDERR_FILENO)
  }

  /// Where it is kept, for the crash guard.
  package var keptDescriptor: Int32 { kept.rawValue }

  /// Where it goes afterwards, for the crash guard.
  package var originalDescriptor: Int32 { original.rawValue }

  deinit {
    dup2(original.rawValue, STDERR_FILENO)
    var bytes: [UInt8] = []
    guard let count = try? kept.readWhole(into: &bytes), count > 0 else { return }
    // Whoever wrote it, a terminal gets lines that do nothing but appear.
    var text = String(decoding: bytes.prefix(count), as: UTF8.self)
    if text.hasSuffix("\n") { text.removeLast() }
    StandardError.print(TerminalText.lines(of: text))
  }
}
