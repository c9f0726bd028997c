internal import Limits
internal import Localization
internal import Reporting
internal import SystemCalls

extension Capture {
  /// Reads a file or a pipe; `-` is the standard input.
  ///
  /// - Throws: ``FileError``.
  init(file path: String) throws(FileError) {
    let text: [UInt8]?
    do throws(Errno) {
      if path == "-" {
        text = try Descriptor.borrowing(0) { (input) throws(Errno) in
          try input.contents(limit: ReadLimits.capture, goingOn: Self.canBegin)
        }
      } else {
        text = try Descriptor.open(path).contents(limit: ReadLimits.capture, goingOn: Self.canBegin)
      }
    } catch {
      throw .unreadable(path, error)
    }
    guard let text else { throw .unusable(path, .tooLarge(ReadLimits.capture)) }
    if Self.isCompressed(text) { throw .unusable(path, .compressed) }
    do throws(CaptureError) {
      try self.init(text: text)
    } catch {
      throw .unusable(path, error.words)
    }
  }

  /// Whether a file that begins so may be a capture; of anything else no more is read.
  private static func canBegin(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.first { !" \t\r\n".utf8.contains($0) }.map { $0 == UInt8(ascii: "{") } ?? true
  }

  /// Whether it is what gzip, zstd, xz or bzip2 made.
  private static func isCompressed(_ bytes: [UInt8]) -> Bool {
    [
      [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x42, 0x5A, 0x68],
    ]
    .contains { bytes.starts(with: $0) }
  }
}

/// Why a file cannot be read, used or written.
struct FileError: Error {
  /// One sentence.
  var words: Text

  /// The file cannot be read.
  static func unreadable(_ path: String, _ error: Errno) -> FileError {
    let name = name(path)
    return FileError(
      words: Text("cannot read \(name) (\(error))."))
  }

  /// What is in the file is of no use.
  static func unusable(_ path: String, _ reason: Text) -> FileError {
    let name = name(path)
    return FileError(
      words: Text("cannot use \(name): \(reason)"))
  }

  /// The file cannot be written; what was there is as it was.
  static func unwritable(_ path: String, _ refusal: OwnFile.Refusal) -> FileError {
    let words =
      switch refusal {
      case .failed(let error):
        Text("cannot write \(path) (\(error)).")
      case .foreign(let directory):
        Text(
          """
          root does not write \(path): others can exchange what is in \(directory); name a file in \
          a directory of your own.
          """)
      case .silent:
        Text("cannot write \(path): nothing answered there within a second; name a file elsewhere.")
      case .notRegular, .tooLarge:
        Text("cannot write \(path).")
      }
    return FileError(words: words)
  }

  private static func name(_ path: String) -> Text {
    path == "-" ? Text("the standard input") : Text(verbatim: path)
  }
}

extension Text {
  fileprivate static func tooLarge(_ limit: Int) -> Text {
    let size = limit >> 20
    return Text("it is larger than \(size) MiB.")
  }

  fileprivate static let compressed = Text(
    "it is compressed; decompress it, as in `zcat FILE | heya list --from -`.")
}
