package import Namespaces

extension Snapshot {
  /// Several mount namespaces by those who live there, such as `10 mount namespaces: host, sleep
  /// 471, …`.
  package func mountPlaces(_ inodes: [UInt32]) -> Text {
    let shown = inodes.prefix(Self.placesNamed).map { mountPlace($0) }
    let rest = inodes.count - shown.count
    let (english, japanese) = (
      shown.map(\.english).joined(separator: ", "), shown.map(\.japanese).joined(separator: "、")
    )
    return Text(
      "\(inodes.count) mount namespaces: \(english)\(rest > 0 ? " and \(rest) more" : "")",
      "mnt名前空間 \(inodes.count)（\(japanese)\(rest > 0 ? "、ほか \(rest)" : "")）")
  }

  private static let placesNamed = 3

  /// A mount namespace by whoever lives there.
  private func mountPlace(_ inode: UInt32) -> Text {
    guard let namespace = namespace(inode: inode) else { return Text("mnt:[\(inode)]") }
    if namespace.isInitial { return Text("host", "ホスト") }
    guard let first = namespace.members.first.flatMap({ process(pid: $0) }) else {
      return Text("\(namespace.id)")
    }
    // A list reads the command lines of first members, and no names.
    let program = first.command.split(separator: " ").first?.split(separator: "/").last
    let name = first.name.isEmpty ? program.map(String.init) ?? "" : first.name
    return Text("\(name) \(first.pid)")
  }
}
