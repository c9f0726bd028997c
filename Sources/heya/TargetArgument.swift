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
    "A PID, PID/TID, net:[INODE], id:NUMBER, a path such as /run/netns/blue, a name, or self."
}

extension Snapshot {
  /// Finds a target; paths are looked up on the running host.
  func object(_ argument: TargetArgument) throws(TargetError) -> Object {
    try resolve(argument.target) { path in
      guard let file = try? Descriptor.open(path), let handle = try? NamespaceHandle(file),
        let status = try? handle.status()
      else { return nil }
      return UInt32(truncatingIfNeeded: status.inode)
    }
  }
}
