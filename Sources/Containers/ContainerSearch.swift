/// A look for one container by what it is called, which leaves out what only describes containers.
///
/// It finds whatever has the name, also where several have it; of all others it may know less than
/// a whole look: how much they use, their images, their labels and even their names.
struct ContainerSearch: Sendable {
  /// What people wrote, such as `web` or `docker:web`, without the runtime.
  let name: String

  /// The detectors whose containers may be meant, and those before them, which may claim a process
  /// first.
  let detectors: ArraySlice<any ContainerDetector>

  /// Whether namespaces that no runtime made may be meant.
  let includesUnshared: Bool

  /// Looks for what is called so.
  init(_ text: String, among all: [any ContainerDetector] = Containers.detectors) {
    let parts = text.split(separator: ":", maxSplits: 1)
    let last = parts.count == 2 ? all.lastIndex { $0.runtime == String(parts[0]) } : nil
    name = String(parts.last ?? "")
    detectors = last.map { all[...$0] } ?? all[...]
    includesUnshared = last == nil
  }

  /// Whether a file that tells names can tell this one.
  ///
  /// A runtime writes names as they are; only letters beyond ASCII may be written in other ways.
  func mayBe(in text: [UInt8]) -> Bool {
    let wanted = Array(name.utf8)
    guard !wanted.isEmpty, wanted.allSatisfy(\.isPlain) else { return true }
    return text.span.contains(wanted.span)
  }
}

extension UInt8 {
  /// Whether no encoder of JSON writes it other than it is.
  fileprivate var isPlain: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: self == UInt8(ascii: "_") || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
    }
  }
}

extension Span<UInt8> {
  /// Whether `other`, which is not empty, is a part of it.
  fileprivate func contains(_ other: Span<UInt8>) -> Bool {
    var start = 0
    while start + other.count <= count {
      var length = 0
      while length < other.count, self[start + length] == other[length] { length += 1 }
      if length == other.count { return true }
      start += 1
    }
    return false
  }
}
