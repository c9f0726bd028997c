/// One line of `/proc/PID/cgroup`: where a process is in one hierarchy (cgroups(7)).
package struct CgroupMembership: Sendable, Hashable {
  /// The controllers of a version 1 hierarchy, such as `memory` or `name=systemd`; none for the
  /// hierarchy of version 2.
  package var controllers: [String]

  /// The path from the hierarchy's root, or from that of the reader's cgroup namespace.
  ///
  /// Bytes that are no UTF-8 are replaced.
  package var path: String

  /// Whether it is the hierarchy of version 2.
  package var isVersion2: Bool { controllers.isEmpty }
}

extension Span<UInt8> {
  /// The memberships that this text of `/proc/PID/cgroup` lists, in its order; a line without the
  /// two colons is passed over.
  package func cgroupMemberships() -> [CgroupMembership] {
    var memberships: [CgroupMembership] = []
    var start = 0
    while start < count {
      var end = start
      var colons: [Int] = []
      while end < count, self[end] != UInt8(ascii: "\n") {
        // A path may hold colons of its own.
        if self[end] == UInt8(ascii: ":"), colons.count < 2 { colons.append(end) }
        end += 1
      }
      if colons.count == 2 {
        let controllers = text(colons[0] + 1, colons[1]).split(separator: ",").map(String.init)
        memberships.append(
          CgroupMembership(controllers: controllers, path: text(colons[1] + 1, end)))
      }
      start = end + 1
    }
    return memberships
  }

  private func text(_ start: Int, _ end: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(end - start)
    for index in start..<end { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
