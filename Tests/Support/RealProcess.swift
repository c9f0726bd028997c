import Glibc

/// What `/proc` says of a running process, read without heya.
public enum RealProcess {
  /// The target of one of its namespace links, such as `pid:[4026531836]`.
  public static func link(_ pid: Int32, _ name: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 64)
    let count = unsafe readlink("/proc/\(pid)/ns/\(name)", &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The state of its main thread, such as `Z` when it has ended and nobody has waited for it.
  public static func state(_ pid: Int32) -> Substring? {
    // The name in the second field, which is in parentheses, may hold anything.
    text("/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ").first
  }

  /// Whether its main thread runs or waits for a processor.
  ///
  /// The state in `stat` says earlier that it sleeps, while it is still on its way off the processor.
  public static func isRunning(_ pid: Int32) -> Bool {
    text("/proc/\(pid)/syscall").hasPrefix("running")
  }

  /// The children of its main thread.
  public static func children(of pid: Int32) -> [Int32] {
    text("/proc/\(pid)/task/\(pid)/children").split(separator: " ").compactMap { Int32($0) }
  }

  private static func text(_ path: String) -> String {
    guard let file = unsafe fopen(path, "r") else { return "" }
    defer { unsafe fclose(file) }
    var text: [UInt8] = []
    while case let byte = unsafe getc(file), byte != EOF { text.append(UInt8(byte)) }
    return String(decoding: text, as: UTF8.self)
  }
}
