import Procfs
import SystemCalls

extension FuzzTarget {
  /// Files of `/proc`, of which processes write some parts: names, command lines, mounts, cgroups.
  static let procfs = FuzzTarget(name: "procfs") { bytes in
    let text = bytes.span
    _ = (ProcessStat(text), ProcessStatus(text), RunTime(text), FileLink(text))
    _ = (SystemCounts(text), text.namespaceInode, text.cgroupMemberships())
    _ = (String(commandLine: text), MountInfo.hasPins(mounts: text))
    for mount in MountInfo.all(in: text) { _ = mount.device }
    MountInfo.forEachPin(in: text) { _, _, _ in }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      _ = SocketRow(line.split(separator: " "))
    }
  }

  /// Attributes of netlink.
  static let netlink = FuzzTarget(name: "netlink") { bytes in
    let attributes = NetlinkMessage(type: 16, body: bytes).attributes(after: 16)
    for type in UInt16(0)..<64 {
      _ = (attributes.text(type), attributes.number(type), attributes.nested(type)?.text(1))
    }
  }
}
