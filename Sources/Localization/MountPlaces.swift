package import Namespaces

extension Snapshot {
  /// Several mount namespaces by those who live there, such as `10 mount namespaces: host, sleep
  /// 471, …`.
  package func mountPlaces(_ inodes: [UInt32]) -> Text {
    let shown = inodes.prefix(Self.placesNamed).map { mountPlace($0) }
    let rest = inodes.count - shown.count
    let places = shown.joined(separator: .comma)
    return rest > 0
      ? Text("\(inodes.count) mount namespaces: \(places) and \(rest) more")
      : Text("\(inodes.count) mount namespaces: \(places)")
  }

  private static let placesNamed = 3

  /// A mount namespace by whoever lives there.
  private func mountPlace(_ inode: UInt32) -> Text {
    guard let namespace = namespace(inode: inode) else { return Text(verbatim: "mnt:[\(inode)]") }
    if namespace.isInitial { return Text("host") }
    guard let first = namespace.members.first.flatMap({ process(pid: $0) }) else {
      return Text(verbatim: "\(namespace.id)")
    }
    return Text(verbatim: "\(first.shownName) \(first.pid)")
  }
}
