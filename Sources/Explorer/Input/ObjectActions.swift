import Canvas
import Localization
import Namespaces

extension State {
  /// What asks for something to be done with the selected object.
  mutating func act(_ action: Action) -> [Effect] {
    if action == .write {
      present(.write(WriteDialog(for: self)))
      return []
    }
    if let reason = refusal(of: action) {
      say(reason, isError: true)
      return []
    }
    if action == .newNamespaces { return plan(.newNamespaces(NewNamespacesRequest())) }
    guard let viewModel, let object = subject else {
      say(.selectTarget, isError: true)
      return []
    }
    switch action {
    case .explain: return [.explain(object)]
    case .copy: return copy(viewModel.identifier(of: object))
    case .copyCommand:
      guard let target = viewModel.entryTarget(of: object) else { break }
      return copy("heya enter " + target)
    case .enter:
      guard viewModel.entryTarget(of: object) != nil else { break }
      return plan(.entry(EntryRequest(target: viewModel.entryObject(to: object))))
    case .signal:
      guard let dialog = SignalDialog(targets: tags.isEmpty ? [object] : tags, in: viewModel) else {
        say(.noSignal, isError: true)
        return []
      }
      present(.signal(dialog))
      return []
    case .unpin:
      guard case .namespace(let id) = object, let pin = viewModel.snapshot.namespace(id)?.pin else {
        say(.notPinned, isError: true)
        return []
      }
      present(.unpin(id, path: pin))
      return []
    default: return []
    }
    say(.selectTarget, isError: true)
    return []
  }

  /// Why an action has nothing to act on, whatever is selected; nil when it may have.
  private func refusal(of action: Action) -> Text? {
    guard [.enter, .newNamespaces, .signal, .unpin].contains(action) else { return nil }
    if options.capture != nil { return .refusedCapture }
    let hasNumbers = snapshot?.observer.view ?? .own == .own
    return hasNumbers || action == .newNamespaces || action == .unpin ? nil : .refusedForeignProc
  }

  /// The selected object; of a change, the object that changed.
  var subject: ObjectID? {
    guard case .change(let number)? = selectedObject else { return selectedObject }
    return eventLog.changes.first { $0.number == number }?.object
  }

  private mutating func copy(_ text: String) -> [Effect] {
    say(.copied(text))
    return [.copy(text)]
  }

  /// Tagging and following.
  mutating func gather(_ action: Action) {
    guard let object = subject else { return }
    switch action {
    case .tag:
      if let position = tags.firstIndex(of: object) {
        tags.remove(at: position)
      } else {
        tags.append(object)
      }
      select(list.cursor + 1)
    case .untagAll: tags = []
    default: followed = followed == object ? nil : object
    }
  }

  /// Goes to an object that the selected one depends on.
  mutating func go(_ action: Action) {
    guard let viewModel, let object = subject else { return }
    let target =
      switch action {
      case .goToOwner: viewModel.owner(of: object)
      case .goToParent: viewModel.parent(of: object)
      case .goToPeer: viewModel.peer(of: object)
      default: viewModel.holder(of: object)
      }
    guard let target, viewModel.place(of: target) != nil else {
      let reason: Text =
        switch action {
        case .goToOwner: .noOwner
        case .goToParent: .noParent
        case .goToPeer: .noPeer
        default: viewModel.snapshot.mayHideHolders ? .noHolderInView : .noHolder
        }
      return say(reason, isError: true)
    }
    visit(target)
  }
}

extension Namespace {
  /// The bind mount that keeps the namespace alive; nil when there is none.
  var pin: RawPath? {
    for case .mount(let path, _) in holders { return path }
    return nil
  }
}

extension ViewModel {
  /// What the object is called on a command line: the pid, or `net:[4026532379]`.
  func identifier(of object: ObjectID) -> String {
    switch object {
    case .process(let id): String(id.pid)
    case .thread(let id, let tid): "\(id.pid)/\(tid)"
    default: object.description
    }
  }

  /// What `heya enter` takes for the object; nil for what cannot be entered.
  func entryTarget(of object: ObjectID) -> String? {
    switch object {
    case .process, .thread: identifier(of: object)
    case .namespace(let id): "'\(id)'"
    case .container(let id): containers.position(of: id) == nil ? nil : id.description
    case .interface(let namespace, _): "'\(namespace)'"
    case .kind, .group, .change: nil
    }
  }

  /// The process or namespace that is entered for an object: of a container its first process, or
  /// what is pinned where it has none; of an interface its network.
  func entryObject(to object: ObjectID) -> ObjectID {
    switch object {
    case .container(let id):
      guard let position = containers.position(of: id) else { return object }
      let container = containers.containers[Int(position)]
      if let process = container.initProcess { return .process(process) }
      return NamespaceKind.allCases.lazy.compactMap { kind in
        snapshot.namespace(inode: container.namespaces[kind]).map { .namespace($0.id) }
      }.first ?? object
    case .interface(let namespace, _): return .namespace(namespace)
    default: return object
    }
  }

  /// The interface that an interface is tied to.
  func peer(of object: ObjectID) -> ObjectID? {
    guard case .interface(let position)? = place(of: object) else { return nil }
    return networks.peer(of: position).map { self.object(at: .interface($0)) }
  }

  /// The user namespace that owns a namespace, or that a process is in.
  func owner(of object: ObjectID) -> ObjectID? {
    switch place(of: object) {
    case .namespace(let position): namespace(position).owner.map { .namespace($0) }
    case .process(let position): namespace(of: position, .user)
    default: nil
    }
  }

  /// The namespace above a namespace, or the parent of a process.
  func parent(of object: ObjectID) -> ObjectID? {
    switch place(of: object) {
    case .namespace(let position):
      if case .namespace(let parent) = namespace(position).parent {
        .namespace(parent)
      } else {
        nil
      }
    case .process(let position):
      index.processes.parents[Int(position)] >= 0
        ? .process(process(index.processes.parents[Int(position)]).id) : nil
    case .divergentThread(let position): .process(divergentThread(position).process.id)
    case .thread(let position): .process(process(threads[position].process).id)
    case .interface(let position): .namespace(networks.interfaces[Int(position)].namespace)
    default: nil
    }
  }

  /// What keeps a namespace alive: its first process, or what holds it from outside.
  func holder(of object: ObjectID) -> ObjectID? {
    guard case .namespace(let position)? = place(of: object) else { return nil }
    if let leader = leader(of: position) { return .process(leader.id) }
    return namespace(position).holders.lazy.compactMap { self.object(of: $0) }.first
  }

  /// The process or namespace that holds a namespace; nil when it is not in view.
  func object(of holder: Holder) -> ObjectID? {
    switch holder {
    case .thread(let pid, _), .forChildren(let pid, _), .descriptor(let pid, _, _),
      .socket(let pid, _, _):
      snapshot.process(pid: pid).map { .process($0.id) }
    case .mount(_, let inode): snapshot.namespace(inode: inode).map { .namespace($0.id) }
    case .child(let id), .owned(let id): .namespace(id)
    }
  }

  /// The namespace of `kind` that a process is in.
  func namespace(of process: Int32, _ kind: NamespaceKind) -> ObjectID? {
    let position = index.namespace(of: process, kind)
    return position >= 0 ? .namespace(namespace(position).id) : nil
  }
}
