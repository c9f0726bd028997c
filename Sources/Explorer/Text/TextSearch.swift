import Description
import Localization
import Namespaces

extension ViewModel {
  /// Whether a text can be found in what the rows or the details say about the object at a place.
  func has(_ searchText: SearchText, at place: Place) -> Bool {
    switch place {
    case .kind(let kind): return searchText.isIn(kind.name)
    case .namespace(let position):
      let namespace = snapshot.namespaces[Int(position)]
      return searchText.isIn(namespace.id.description)
        || namespace.names.contains(where: searchText.isIn)
        || searchText.isIn(Identity(of: Described(namespace, in: description)).words[.english])
        || leader(of: position).map { searchText.isIn($0.name) } ?? false
    case .process(let position):
      return has(searchText, snapshot.processes[Int(position)])
    case .divergentThread(let position):
      let divergentThread = divergentThread(position)
      return searchText.isIn(divergentThread.process.name)
        || searchText.isIn(String(divergentThread.thread.tid))
    case .thread(let position):
      let thread = threads[position].record
      return searchText.isIn(thread.name) || searchText.isIn(String(thread.tid))
    case .group(let position): return searchText.isIn(object(at: .group(position)).description)
    case .container(let position):
      let container = containers.containers[Int(position)]
      return searchText.isIn(container.name) || searchText.isIn(container.image ?? "")
        || searchText.isIn(container.id.id)
    case .interface(let position):
      let interface = networks.interfaces[Int(position)]
      return searchText.isIn(interface.name) || searchText.isIn(interface.kind)
        || interface.addresses.contains(where: searchText.isIn)
    case .change(let position):
      let change = eventLog.changes[Int(position)]
      return searchText.isIn(change.name) || searchText.isIn(change.object.description)
        || change.pid.map { searchText.isIn(String($0)) } ?? false
    }
  }

  private func has(_ searchText: SearchText, _ process: borrowing ProcessRecord) -> Bool {
    searchText.isIn(process.name) || searchText.isIn(process.command)
      || searchText.isIn(String(process.pid))
      || searchText.isIn(snapshot.userName(process.uid))
  }

  /// For each process, whether a text can be found in what is said about it.
  func processes(with searchText: SearchText) -> [Bool] {
    var users: [UInt32: Bool] = [:]
    return snapshot.processes.indices.map { position in
      let uid = snapshot.processes[position].uid
      let isInUser = users[uid] ?? searchText.isIn(snapshot.userName(uid))
      users[uid] = isInUser
      return isInUser || has(searchText, snapshot.processes[position])
    }
  }
}
