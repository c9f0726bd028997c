internal import ArgumentParser
internal import Containers
internal import Kernel
internal import Namespaces

/// TARGET on the command line.
struct TargetArgument: ExpressibleByArgument, Sendable {
  /// What it names.
  var target: Target

  init?(argument: String) {
    guard let target = try? Target(parsing: argument) else { return nil }
    self.target = target
  }

  static let help: ArgumentHelp =
    """
    A PID, PID/TID, net:[INODE], id:NUMBER, a path such as /run/netns/blue, the name of a pin or a \
    container, or self.
    """
}

extension Snapshot {
  /// Finds a target.
  ///
  /// - Parameters:
  ///   - argument: the target.
  ///   - isLive: whether the snapshot is one of the running host, so that paths and the names of
  ///     containers can be looked up there.
  func object(_ argument: TargetArgument, isLive: Bool = true) throws(TargetError) -> Object {
    guard isLive else { return try resolve(argument.target) }
    if case .name(let name) = argument.target { return try object(named: name) }
    return try resolve(argument.target) { path in
      guard let file = try? Descriptor.open(path), let handle = try? NamespaceHandle(file),
        let status = try? handle.status()
      else { return nil }
      return UInt32(truncatingIfNeeded: status.inode)
    }
  }

  /// The containers of the running host; none where nothing of it can be read.
  var containers: [Container] {
    var finder = try? ContainerFinder()
    return finder?.containers(in: self) ?? []
  }

  /// The namespace that is pinned by this name, or the first process of the container that has it.
  private func object(named name: String) throws(TargetError) -> Object {
    let all = containers.filter { $0.initProcess != nil }
    let containers = all.matching(name)
    let pinned = namespaces.filter { $0.names.contains(name) }
    let candidates = containers.map(\.id.description) + pinned.map(\.id.description)
    if candidates.count > 1 { throw .ambiguous(name, candidates: candidates) }
    if let namespace = pinned.first { return .namespace(namespace) }
    if let process = containers.first?.initProcess.flatMap({ self.process($0) }) {
      return .process(process)
    }
    let names = all.map { "\($0.runtime):\($0.name)" } + namespaces.flatMap(\.names)
    throw .unknown("'\(name)'", candidates: Array(names.prefix(8)))
  }
}
