package import Namespaces

/// Makes a snapshot of processes and namespaces that a test describes in few words.
package func snapshot(
  _ processes: [(pid: Int32, parent: Int32, start: UInt64, net: UInt32)],
  holders: [UInt32: [Holder]] = [:], unique: [UInt32: UInt64] = [:]
) -> Snapshot {
  let records = processes.map { process in
    var record = ProcessRecord(pid: process.pid, parent: process.parent)
    record.startTicks = process.start
    record.name = "p\(process.pid)"
    record.command = "/bin/p\(process.pid) -x"
    record.uid = process.pid == 1 ? 0 : 1000
    record.links[.net] = process.net
    record.links[.user] = 1
    return record
  }
  var namespaces: [UInt32: Namespace] = [:]
  func note(_ kind: NamespaceKind, _ inode: UInt32, member: Int32?) {
    let id = NamespaceID(kind: kind, inode: inode, device: 4, unique: unique[inode])
    if let member {
      namespaces[inode, default: Namespace(id: id)].members.append(member)
    } else {
      namespaces[inode, default: Namespace(id: id)].holders += holders[inode] ?? []
    }
    if kind == .net {
      namespaces[inode]?.owner = NamespaceID(kind: .user, inode: 1, device: 4, unique: unique[1])
    }
  }
  for record in records {
    note(.user, 1, member: record.pid)
    note(.net, record.links[.net], member: record.pid)
  }
  for inode in holders.keys.sorted() { note(.net, inode, member: nil) }
  namespaces[1]?.isInitial = true
  var snapshot = Snapshot(
    host: "house", kernel: "6.18", taken: 0, uptime: 100,
    observer: Observer(pid: 1, uid: 0, capabilities: .max, links: NamespaceLinks()),
    processes: records, namespaces: Array(namespaces.values), unseen: [])
  snapshot.users = [0: "root", 1000: "alice"]
  return snapshot
}
