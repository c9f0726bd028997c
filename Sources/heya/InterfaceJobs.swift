internal import Contents
internal import Entering
internal import Explorer
internal import Localization
internal import Namespaces
internal import Reporting
internal import SystemCalls

/// The work of the interface that is done beside the screen, each piece with the event that it
/// answers with.
extension Event {
  /// What is inside an object.
  static func details(of object: ObjectID, _ state: State, _ capture: Capture?) -> Event? {
    guard case .namespace(let id) = object, let snapshot = state.snapshot,
      let namespace = snapshot.namespace(id)
    else { return nil }
    let contents = ContentsResult(of: namespace, in: snapshot, capture)
    return .details(object, contents.sections(in: snapshot))
  }

  /// What differs inside two namespaces of a kind.
  static func difference(
    between left: NamespaceID, _ right: NamespaceID, _ state: State, _ capture: Capture?
  ) -> Event? {
    guard let snapshot = state.snapshot, let first = snapshot.namespace(left),
      let second = snapshot.namespace(right)
    else {
      let gone = Text("One of the two is gone by now.")
      return .difference(left, right, .unreadable(gone))
    }
    return .difference(
      left, right, ContentsDifference(between: first, second, in: snapshot, capture))
  }

  /// The interfaces of all network namespaces, as far as those may be looked into.
  static func interfaces(_ state: State, _ capture: Capture?) -> Event? {
    guard let snapshot = state.snapshot else { return nil }
    return .interfaces(
      snapshot.namespaces(of: .net).flatMap { namespace -> [NetworkInterface] in
        guard case .seen(.net(let contents)) = ContentsResult(of: namespace, in: snapshot, capture)
        else {
          return []
        }
        return contents.interfaces.map { NetworkInterface($0, in: namespace.id) }
      })
  }

  /// What a plan to enter says.
  static func plan(of request: EntryRequest, in state: State, for plans: PlanCache) -> Event? {
    state.snapshot.map { snapshot in
      .plan(
        request,
        EntrySummary(of: .enter(request), by: plans, in: snapshot, state.options.language))
    }
  }

  /// How namespaces would be made.
  static func plan(of request: NewNamespacesRequest, in state: State, for plans: PlanCache)
    -> Event?
  {
    state.snapshot.map { snapshot in
      .newNamespacesPlan(
        request,
        EntrySummary(of: .make(request), by: plans, in: snapshot, state.options.language))
    }
  }

  /// Sends a signal and tells who did not get it.
  static func report(of request: SignalRequest, in state: State) -> Event? {
    guard let snapshot = state.snapshot else { return nil }
    do {
      let failures = try SignalDelivery(
        request.targets, signal: request.signal.rawValue, in: snapshot
      ).perform()
      let (name, count) = (request.signal.name, request.targets.count)
      let reached = count - failures.count
      guard let failure = failures.first else {
        return .notice(
          Text("\(name) sent to \(reached) of \(count)"),
          in: state)
      }
      let (pid, error) = (failure.process.pid, failure.error)
      return .notice(
        Text("\(name) sent to \(reached) of \(count); not to \(pid) (\(error))"),
        in: state, isError: true)
    } catch {
      return .notice(error.words, in: state, isError: true)
    }
  }

  /// Removes a pin.
  static func report(
    ofUnpinning namespace: NamespaceID, at path: RawPath, in state: State
  ) -> Event? {
    guard let snapshot = state.snapshot else { return nil }
    do {
      try Unmount(namespace, at: path, in: snapshot).perform()
      return .notice(fate(of: namespace, unpinnedAt: path), in: state)
    } catch {
      return .notice(error.words, in: state, isError: true)
    }
  }

  /// What still keeps a namespace alive whose pin is gone: a new look tells, because copies of the
  /// mount may have gone with it or stayed in other mount namespaces.
  private static func fate(of id: NamespaceID, unpinnedAt path: RawPath) -> Text {
    let gone = Text("\(path) is unmounted")
    guard let snapshot = LiveScanner.look() else { return gone }
    guard let namespace = snapshot.namespace(id) else {
      return Text("\(gone), and \(id) is gone")
    }
    let left = HolderCount(of: namespace)
    if left.isEmpty {
      return Text("\(gone); nothing in view keeps \(id) alive, and yet it is there")
    }
    return Text("\(gone); \(id) is still kept alive by \(left.words)")
  }

  /// A sentence for the status line, in the language of the interface.
  static func notice(_ words: Text, in state: State, isError: Bool = false) -> Event {
    .notice(words[state.options.language], isError: isError)
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
