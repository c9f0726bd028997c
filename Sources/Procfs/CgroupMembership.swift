/// One line of `/proc/PID/cgroup`: where a process is in one hierarchy (cgroups(7)).
package struct CgroupMembership: Sendable, Hashable {
  /// The controllers of a version 1 hierarchy, such as `memory` or `name=systemd`; none for the
  /// hierarchy of version 2.
  package var controllers: [String]

  /// The path from the hierarchy's root, or from that of the reader's cgroup namespace, as the bytes
  /// that it really is.
  package var pathBytes: [UInt8]

  /// The path as text; bytes that are no UTF-8 are replaced.
  package var path: String { String(decoding: pathBytes, as: UTF8.self) }

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
        let controllers = String(decoding: bytes(colons[0] + 1, colons[1]), as: UTF8.self)
        memberships.append(
          CgroupMembership(
            controllers: controllers.split(separator: ",").map(String.init),
            pathBytes: bytes(colons[1] + 1, end)))
      }
      start = end + 1
    }
    return memberships
  }

  private func bytes(_ start: Int, _ end: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(end - start)
    for index in start..<end { bytes.append(self[index]) }
    return bytes
  }
}
