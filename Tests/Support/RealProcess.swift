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

  /// All processes.
  public static var all: [Int32] {
    guard let directory = unsafe opendir("/proc") else { return [] }
    defer { unsafe closedir(directory) }
    var pids: [Int32] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { unsafe $0.prefix { $0 != 0 } }
      if let pid = unsafe Int32(String(decoding: name, as: UTF8.self)) { pids.append(pid) }
    }
    return pids
  }

  /// The name of its main thread.
  public static func name(_ pid: Int32) -> String { String(text("/proc/\(pid)/comm").dropLast()) }

  /// The process that it is a child of.
  public static func parent(of pid: Int32) -> Int32? {
    let fields = text("/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ")
    return fields.flatMap { $0.count > 1 ? Int32($0[1]) : nil }
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
