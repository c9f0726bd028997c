internal import Limits
internal import Namespaces

/// Keeps the texts of containers within bounds: whoever starts a container writes its labels, and they
/// stay for as long as it lives.
struct KeptTexts: Sendable {
  private var kept: [ContainerID: Entry] = [:]
  private var bytes: [UserShare: Int] = [:]

  /// What is kept of a container, and for whom.
  private struct Entry {
    var uid: UInt32
    var bytes: Int
    var isCut: Bool
  }

  /// Cuts the texts of a container that `uid` pays for: each to a length, and labels beyond what is
  /// kept for one user.
  mutating func shorten(_ container: inout Container, uid: UInt32) {
    forget(container.id)
    let share = UserShare(of: uid)
    let left = share == .root ? .max : ReadLimits.labelsOfUser - bytes[share, default: 0]
    var entry = Entry(uid: uid, bytes: 0, isCut: container.shortenTexts())
    let labels = container.labels.count
    container.labels = Array(
      container.labels.prefix { label in
        entry.bytes += 64 + label.key.utf8.count + label.value.utf8.count
        return entry.bytes <= left
      })
    entry.isCut = entry.isCut || container.labels.count < labels
    entry.bytes = min(entry.bytes, max(left, 0))
    kept[container.id] = entry
    bytes[share, default: 0] += entry.bytes
  }

  /// Forgets a container that is gone.
  mutating func forget(_ id: ContainerID) {
    guard let entry = kept.removeValue(forKey: id) else { return }
    bytes[UserShare(of: entry.uid)]? -= entry.bytes
  }

  /// The containers whose texts were cut.
  var cuts: Cuts {
    var cuts = Cuts()
    for entry in kept.values where entry.isCut { cuts.add(entry.uid) }
    return cuts
  }
}

extension Container {
  /// Cuts every text but labels to the length that is kept; says whether any was longer.
  fileprivate mutating func shortenTexts() -> Bool {
    var isCut = false
    func short(_ text: String) -> String {
      guard text.utf8.count > ReadLimits.containerText else { return text }
      isCut = true
      return String(decoding: text.utf8.prefix(ReadLimits.containerText), as: UTF8.self) + "…"
    }
    id.id = short(id.id)
    name = short(name)
    image = image.map(short)
    rootfs = rootfs.map(short)
    group = group.map { Group(kind: $0.kind, name: short($0.name)) }
    sources = sources.mapValues(short)
    return isCut
  }
}
