import Curses
import Description
import Escaping
import Namespaces
import Procfs

extension FuzzTarget {
  /// Filters and targets, as people write them.
  static let filter = FuzzTarget(name: "filter") { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    _ = try? Filter(parsing: text)
    _ = try? Target(parsing: text)
  }

  /// What a terminal sends.
  static let keys = FuzzTarget(name: "keys") { bytes in
    var decoder = InputDecoder()
    for start in stride(from: 0, to: bytes.count, by: 7) {
      _ = decoder.decode(bytes[start..<min(start + 7, bytes.count)])
    }
    _ = decoder.escapeDelayPassed()
  }

  /// Any text in its visible form holds nothing that a terminal obeys, and stays what it is.
  static let text = FuzzTarget(name: "text") { bytes in
    let visible = String(visible: bytes.span)
    precondition(
      visible.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0 ~= $0.value) })
    precondition(String(visible: visible) == visible)
  }
}
