internal import ArgumentParser
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
  ///   - isLive: whether the snapshot is one of the running host, so that paths are looked up there.
  /// - Returns: the object.
  /// - Throws: when there is none or more than one.
  func object(_ argument: TargetArgument, isLive: Bool = true) throws(TargetError) -> Object {
    guard isLive else { return try resolve(argument.target) }
    return try resolve(argument.target) { path in
      guard let status = try? NamespaceHandle(at: path).status() else { return nil }
      return UInt32(truncatingIfNeeded: status.inode)
    }
  }
}
