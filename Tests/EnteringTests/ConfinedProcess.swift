import Foundation
import Namespaces
import SystemCalls
import Testing

/// A target whose process is confined beside its namespaces: in a cgroup of its own, readily ended
/// when memory is out, with groups, without most capabilities and without new privileges.
struct ConfinedProcess: ~Copyable {
  private let cgroup: String?
  private let isolated: IsolatedProcess

  /// The process.
  var pid: Int32 { isolated.pid }

  /// Whether the host has cgroups of version 2, and so the target one of its own.
  var hasCgroup: Bool { cgroup != nil }

  init(_ kinds: Set<NamespaceKind>) throws {
    let cgroup = try Self.makeCgroup()
    let members = try Descriptor.open(
      cgroup.map { "\($0)/cgroup.procs" } ?? "/dev/null", Descriptor.writing)
    let proc = try Descriptor.open("/proc", Descriptor.directoryPath)
    var calls: [ChildCall] = [
      .writeFile("500", path: "self/oom_score_adj", directory: proc.rawValue),
      .unshare(flags: kinds.reduce(0) { $0 | $1.cloneFlag }),
    ]
    if kinds.contains(.user) { calls.append(.pause) }
    calls += [.isolateMounts, .fork, .write("0", fd: members.rawValue), .mountProc(path: "/proc")]
    calls += [.boundCapabilities(1 << 5), .setGroups([7, 8]), .become(uid: 1000, gid: 1001)]
    let isolated = try IsolatedProcess(calls: calls + [.forbidNewPrivileges])
    self.cgroup = cgroup
    self.isolated = isolated
  }

  deinit {
    isolated.end()
    guard let cgroup else { return }
    // What was entered may take a moment longer to be gone.
    var tries = 0
    while unsafe rmdir(cgroup) != 0, tries < 100 {
      usleep(10_000)
      tries += 1
    }
  }

  /// Ends the process without waiting.
  func kill() { isolated.kill() }

  /// Ends the process and waits for it.
  func end() { isolated.end() }

  /// Makes a cgroup where there are cgroups of version 2.
  private static func makeCgroup() throws -> String? {
    guard let mount = TestCgroup.Hierarchy.version2.mount else { return nil }
    let path = "\(mount)/heya-\(UUID().uuidString)"
    return unsafe mkdir(path, 0o755) == 0 ? path : nil
  }
}
