import Foundation
import Glibc
import Testing

/// A process that lives in whatever namespaces a test wants, see Tests/HelperProcess.
///
/// It ends with its owner, and all threads and children of its with it.
public struct HelperProcess: ~Copyable {
  /// Its process id.
  public let pid: Int32

  private let process: Process
  private let orders: FileHandle
  private let answers: FileHandle

  /// Moves in.
  public init() throws {
    let (input, output) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = URL(fileURLWithPath: BuiltProgram.path("HelperProcess"))
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let answers = output.fileHandleForReading
    _ = try Self.number(in: answers)
    self.process = process
    orders = input.fileHandleForWriting
    self.answers = answers
    pid = process.processIdentifier
  }

  deinit {
    try? orders.close()
    process.terminate()
    process.waitUntilExit()
  }

  /// Gives an order and waits until it is carried out.
  ///
  /// - Parameter words: the order, such as `unshare 0x40000000`.
  /// - Returns: the number that it answers, such as a thread id or a descriptor.
  /// - Throws: when it answers with an error.
  @discardableResult
  public func order(_ words: String) throws -> Int32 {
    begin(words)
    return try finish()
  }

  /// Gives an order and does not wait.
  public func begin(_ words: String) {
    orders.write(Data((words + "\n").utf8))
  }

  /// Waits until the order that was begun is carried out, and the helper process sleeps again.
  ///
  /// It answers while it runs; what it did shows to all once it has left the processor.
  @discardableResult
  public func finish() throws -> Int32 {
    let number = try Self.number(in: answers)
    while RealProcess.isRunning(pid) { usleep(100) }
    return number
  }

  private static func number(in answers: FileHandle) throws -> Int32 {
    var line = ""
    while !line.hasSuffix("\n") {
      let byte = answers.readData(ofLength: 1)
      try #require(!byte.isEmpty, "the lodger has ended")
      line += String(decoding: byte, as: UTF8.self)
    }
    let words = line.split { $0 == " " || $0 == "\n" }
    try #require(words.count == 2 && words[0] == "ok", "the lodger answers: \(line)")
    return try #require(Int32(words[1]))
  }
}
