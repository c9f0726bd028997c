internal import Synchronization
internal import SystemCalls

/// The control group of a lab: neither a namespace nor in one, so that it does not go with the
/// lab's last process and must be removed.
struct LabCgroup {
  /// Its directory.
  let path: String

  private static let prefix = "heya-lab-"
  private static let count = Atomic<Int>(0)

  /// Chooses a group for a lab, which is yet to be made; nil where none can limit the number of
  /// processes.
  ///
  /// What a lab left whose makers were all killed at once is removed.
  init?() {
    guard let top = Self.top else { return nil }
    Self.sweep(top)
    let number = Self.count.add(1, ordering: .relaxed).newValue
    path = "\(top)/\(Self.prefix)\(Host.processID)-\(number)"
  }

  /// Makes the group.
  func make() throws(Errno) { try Descriptor.makeDirectories(path) }

  /// Removes the group and those below it, if it is still there.
  func remove() { try? Descriptor.removeDirectories(path) }

  /// The hierarchy that limits processes: that of its own (cgroups(7), version 1) or the one that
  /// limits everything, where it was told to.
  private static var top: String? {
    if (try? FileStatus(path: "/sys/fs/cgroup/pids/cgroup.procs")) != nil {
      return "/sys/fs/cgroup/pids"
    }
    var buffer: [UInt8] = []
    guard let file = try? Descriptor.open("/sys/fs/cgroup/cgroup.subtree_control"),
      let size = try? file.readWhole(into: &buffer)
    else { return nil }
    let controllers = String(decoding: buffer.prefix(size), as: UTF8.self).split {
      $0.isWhitespace
    }
    return controllers.contains("pids") ? "/sys/fs/cgroup" : nil
  }

  private static func sweep(_ top: String) {
    let names = try? Descriptor.open(top, Descriptor.directory).names()
    for name in names ?? [] where name.hasPrefix(prefix) {
      let maker = name.dropFirst(prefix.count).prefix { $0 != "-" }
      if (try? FileStatus(path: "/proc/\(maker)")) == nil {
        try? Descriptor.removeDirectories("\(top)/\(name)")
      }
    }
  }
}
