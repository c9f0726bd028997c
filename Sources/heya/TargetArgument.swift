internal import ArgumentParser
internal import Containers
internal import Namespaces
internal import SystemCalls

/// TARGET on the command line.
struct TargetArgument: ExpressibleByArgument, Sendable {
  /// What it names.
  var target: Target

  init?(argument: String) {
    guard let target = try? Target(parsing: argument, bytes: RawArguments.bytes(of: argument))
    else { return nil }
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
  ///   - isLive: whether the snapshot is one of the running host, so that paths are looked up and
  ///     engines are asked there.
  /// - Returns: the object.
  /// - Throws: when there is none or more than one.
  func object(_ argument: TargetArgument, isLive: Bool = true) throws(TargetError) -> Object {
    guard isLive else { return try resolve(argument.target) }
    return try askingEngines { () throws(TargetError) in
      try resolve(argument.target) { path in
        guard let status = try? NamespaceHandle(at: path.cString).status() else { return nil }
        return UInt32(truncatingIfNeeded: status.inode)
      }
    }
  }

  /// Finds the container that a target names; nil when it names something else.
  ///
  /// - Throws: when nothing or more than one thing has the name.
  func container(
    _ argument: TargetArgument, isLive: Bool
  ) throws(TargetError) -> Container? {
    guard isLive else { return try container(argument.target) }
    return try askingEngines { () throws(TargetError) in try container(argument.target) }
  }

  /// Looks for something by name; where nothing has the name, asks whether it has ended.
  private func askingEngines<Found>(
    _ find: () throws(TargetError) -> Found
  ) throws(TargetError) -> Found {
    do throws(TargetError) {
      return try find()
    } catch {
      guard case .unknown(var unknown) = error, case .name(let name) = unknown.target,
        var finder = try? ContainerFinder()
      else { throw error }
      unknown.ended = finder.ended(named: name, in: self)
      unknown.unseen += finder.notes
      throw .unknown(unknown)
    }
  }
}
