internal import Contents
internal import Entering
internal import Explorer
internal import Namespaces
internal import Reporting
internal import Wording

/// The work of the interface that is done beside the screen, each piece with the event that it
/// answers with.
extension Event {
  /// What is inside an object.
  static func details(of object: ObjectID, _ state: State, _ capture: Capture?) -> Event? {
    guard case .namespace(let id) = object, let snapshot = state.snapshot,
      let namespace = snapshot.namespace(id)
    else { return nil }
    let inside = Inside(of: namespace, in: snapshot, capture)
    let sections = inside.sections(in: snapshot).map { section in
      DetailSection(
        title: section.title, lines: section.lines.map { DetailLine($0.label, $0.value) })
    }
    return .details(object, sections)
  }

  /// What differs inside two namespaces of a kind.
  static func difference(
    between left: NamespaceID, _ right: NamespaceID, _ state: State, _ capture: Capture?
  ) -> Event? {
    guard let snapshot = state.snapshot, let first = snapshot.namespace(left),
      let second = snapshot.namespace(right)
    else {
      let gone = Words("One of the two is gone by now.", "どちらかの名前空間は、すでになくなりました。")
      return .difference(left, right, .unreadable(gone[state.options.language]))
    }
    let difference: RoomDifference =
      switch (Inside(of: first, in: snapshot, capture), Inside(of: second, in: snapshot, capture)) {
      case (.seen(let here), .seen(let there)):
        .facts(here.differences(to: there, in: snapshot))
      case (.unreadable(let reason), _), (_, .unreadable(let reason)): .unreadable(reason)
      }
    return .difference(left, right, difference)
  }

  /// The interfaces of all network namespaces, as far as those may be looked into.
  static func interfaces(_ state: State, _ capture: Capture?) -> Event? {
    guard let snapshot = state.snapshot else { return nil }
    return .interfaces(
      snapshot.namespaces(of: .net).flatMap { namespace -> [NetworkInterface] in
        guard case .seen(.net(let contents)) = Inside(of: namespace, in: snapshot, capture) else {
          return []
        }
        return contents.interfaces.map { NetworkInterface($0, in: namespace.id) }
      })
  }

  /// What a plan to enter says.
  static func plan(of request: EntryRequest, in state: State) -> Event? {
    state.snapshot.map { .plan(request, EntrySummary(of: request, in: $0)) }
  }

  /// Sends a signal and tells who did not get it.
  static func report(of request: SignalRequest, in state: State) -> Event? {
    guard let snapshot = state.snapshot else { return nil }
    do {
      let failures = try Ending(
        request.targets, signal: request.signal.rawValue, in: snapshot
      ).perform()
      let reached = request.targets.count - failures.count
      let sent = "\(request.signal.name) sent to \(reached) of \(request.targets.count)"
      guard let failure = failures.first else { return .notice(sent, isError: false) }
      return .notice(
        "\(sent); not to \(failure.process.pid) (\(failure.error))", isError: true)
    } catch {
      return .notice("\(error)", isError: true)
    }
  }

  /// Removes a pin.
  static func report(
    ofUnpinning namespace: NamespaceID, at path: String, in state: State
  ) -> Event? {
    guard let snapshot = state.snapshot else { return nil }
    do {
      try Unpinning(namespace, at: path, in: snapshot).perform()
      return .notice("\(path) no longer keeps \(namespace) alive", isError: false)
    } catch {
      return .notice("\(error)", isError: true)
    }
  }
}

extension NetworkInterface {
  /// What the explorer draws of an interface.
  fileprivate init(_ interface: NetworkContents.Interface, in namespace: NamespaceID) {
    self.init(namespace: namespace, index: interface.index, name: interface.name)
    kind = interface.kind ?? ""
    isUp = interface.isUp
    addresses = interface.addresses
    master = interface.master
    if let peer = interface.peer, !peer.isElsewhere || peer.namespace != nil {
      self.peer = Peer(namespace: peer.namespace ?? namespace.inode, index: peer.index)
    }
  }
}
