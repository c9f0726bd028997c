internal import CLinux

/// Whose processes a directory such as `/proc` shows: those of the pid namespace that it was
/// mounted in (proc(5)), which need not be this process's.
package enum ProcView: Sendable, Hashable {
  /// It is no proc file system.
  case missing

  /// Those of this process's own pid namespace.
  case own

  /// Those of a pid namespace above, where this process has another number.
  case outer(number: Int32)

  /// Those of a pid namespace that this process is not in, and has no number in.
  case foreign

  /// Looks at an open directory.
  package init(_ proc: borrowing Descriptor) {
    guard heya_is_proc(proc.rawValue) == 1 else {
      self = .missing
      return
    }
    switch Self.number(in: proc) {
    case Host.processID?: self = .own
    case let number?: self = .outer(number: number)
    case nil: self = .foreign
    }
  }

  /// What `/proc` shows.
  package static var here: ProcView {
    guard let proc = try? Descriptor.open("/proc", Descriptor.directoryPath) else {
      return .missing
    }
    return ProcView(proc)
  }

  /// This process's number, as the link `self` tells it.
  private static func number(in proc: borrowing Descriptor) -> Int32? {
    var target = [UInt8](repeating: 0, count: 16)
    guard let count = try? proc.readLink("self", into: &target) else { return nil }
    return Int32(String(decoding: target[..<count], as: UTF8.self))
  }
}
