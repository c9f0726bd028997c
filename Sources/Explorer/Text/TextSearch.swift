import Namespaces

extension ViewModel {
  /// Whether a text can be found in what the rows or the details say about the object at a place.
  func has(_ needle: SearchText, at place: Place) -> Bool {
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
      let change = journal.changes[Int(position)]
      return needle.isIn(change.name) || needle.isIn(change.object.description)
        || change.pid.map { needle.isIn(String($0)) } ?? false
    }
  }

  private func has(_ needle: SearchText, _ process: borrowing ProcessRecord) -> Bool {
    needle.isIn(process.name) || needle.isIn(process.command) || needle.isIn(String(process.pid))
      || needle.isIn(snapshot.userName(process.uid))
  }

  /// For each process, whether a text can be found in what is said about it.
  func processes(with needle: SearchText) -> [Bool] {
    var users: [UInt32: Bool] = [:]
    return snapshot.processes.indices.map { position in
      let uid = snapshot.processes[position].uid
      let isInUser = users[uid] ?? needle.isIn(snapshot.userName(uid))
      users[uid] = isInUser
      return isInUser || has(needle, snapshot.processes[position])
    }
  }
}
