import Namespaces

/// A text to be looked for in others, without regard to the case of Latin letters.
///
/// It works on bytes: with 10,000 processes on the screen every letter that is typed looks through
/// a megabyte, and comparing characters would take longer than a key may.
struct Needle {
  private let bytes: [UInt8]

  /// Creates a needle; nil for an empty text, which is everywhere.
  init?(_ text: String) {
    if text.isEmpty { return nil }
    bytes = text.utf8.map(Self.folded)
  }

  /// Whether the text is in `hay`.
  func isIn(_ hay: String) -> Bool {
    let hay = hay.utf8.span
    guard hay.count >= bytes.count else { return false }
    for start in 0...(hay.count - bytes.count) where Self.folded(hay[start]) == bytes[0] {
      var length = 1
      while length < bytes.count, Self.folded(hay[start + length]) == bytes[length] { length += 1 }
      if length == bytes.count { return true }
    }
    return false
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }
}

extension Scene {
  /// Whether a text can be found in what the rows or the details say about the object at a place.
  func has(_ needle: Needle, at place: Place) -> Bool {
    switch place {
    case .kind(let kind): return needle.isIn(kind.name)
    case .namespace(let position):
      let namespace = snapshot.namespaces[Int(position)]
      return needle.isIn(namespace.id.description) || namespace.names.contains(where: needle.isIn)
        || leader(of: position).map { needle.isIn($0.name) } ?? false
    case .process(let position):
      return has(needle, snapshot.processes[Int(position)])
    case .stray(let position):
      let stray = stray(position)
      return needle.isIn(stray.process.name) || needle.isIn(String(stray.thread.tid))
    case .thread(let position):
      let thread = threads[position].record
      return needle.isIn(thread.name) || needle.isIn(String(thread.tid))
    case .group(let position): return needle.isIn(object(at: .group(position)).description)
    case .container(let position):
      let container = containers.containers[Int(position)]
      return needle.isIn(container.name) || needle.isIn(container.image ?? "")
        || needle.isIn(container.id.id)
    case .interface(let position):
      let interface = networks.interfaces[Int(position)]
      return needle.isIn(interface.name) || needle.isIn(interface.kind)
        || interface.addresses.contains(where: needle.isIn)
    case .change(let position):
      let change = journal.changes[position]
      return needle.isIn(change.name) || needle.isIn(change.object.description)
        || change.pid.map { needle.isIn(String($0)) } ?? false
    }
  }

  private func has(_ needle: Needle, _ process: borrowing ProcessRecord) -> Bool {
    needle.isIn(process.name) || needle.isIn(process.command) || needle.isIn(String(process.pid))
      || needle.isIn(snapshot.userName(process.uid))
  }
}
