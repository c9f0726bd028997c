import Foundation
import TestSupport
import Testing

/// A host with namespaces of every sort that namespaces(7) knows, in which each is kept alive by
/// one thing alone; all is gone with it.
final class LiveHostFixture {
  /// The namespaces, by what keeps them alive.
  private(set) var namespaces: [String: KeptNamespace] = [:]

  /// The pids of those who live here; others may look into a namespace at any moment.
  var helperPIDs: Set<Int64> { Set(helpers.map { Int64($0.helper.pid) }) }

  private let directory: String
  private var helpers: [HelperBox] = []
  private var pins: [String] = []

  /// A namespace, and the reasons that keep it alive.
  struct KeptNamespace {
    var kind: String
    var inode: Int64
    var reasons: [String]
  }

  /// Lets helper processes, which can't be copied, stand in an array.
  private final class HelperBox {
    let helper: HelperProcess

    init() throws { helper = try HelperProcess() }

    func order(_ words: String) throws -> Int32 { try helper.order(words) }
  }

  private enum Flag {
    static let mnt = "0x20000"
    static let cgroup = "0x2000000"
    static let uts = "0x4000000"
    static let ipc = "0x8000000"
    static let user = "0x10000000"
    static let pid = "0x20000000"
    static let net = "0x40000000"
    static let time = "0x80"
  }

  init() throws {
    directory = NSTemporaryDirectory() + "heya-house-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try makeNamespacesOfProcesses()
    try makePins()
    try makeDescriptorsAndSockets()
    try makeAncestors()
  }

  deinit {
    helpers = []
    for pin in pins { unmount(pin) }
    try? FileManager.default.removeItem(atPath: directory)
  }

  // MARK: The namespaces

  private func makeNamespacesOfProcesses() throws {
    let threads = try helper()
    let tid = try threads.order("thread \(Flag.net)")
    try note("thread", "/proc/\(threads.helper.pid)/task/\(tid)/ns/net", ["thread"])

    let parent = try helper()
    _ = try parent.order("unshare \(Flag.pid)")
    // The kernel shows a pid namespace only from the birth of its first process on.
    let first = try parent.order("child 0")
    _ = try parent.order("kill \(first)")
    _ = try parent.order("unshare \(Flag.time)")
    for kind in ["pid", "time"] {
      let path = "/proc/\(parent.helper.pid)/ns/\(kind)_for_children"
      try note("\(kind) for children", path, ["forChildren"])
    }
    let apart = try threads.order("thread \(Flag.time)")
    try note(
      "time for children of a thread",
      "/proc/\(threads.helper.pid)/task/\(apart)/ns/time_for_children", ["forChildren"])

    let hostile = try helper()
    _ = try hostile.order("name a) \u{1B}[31m(\\")
    _ = try hostile.order("unshare \(Flag.uts)")
    try note("hostile name", "/proc/\(hostile.helper.pid)/ns/uts", ["process"])
  }

  private func makePins() throws {
    let pinned = try helper()
    _ = try pinned.order("unshare \(Flag.net)")
    let path = directory + "/pin"
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    _ = try helper().order("pin /proc/\(pinned.helper.pid)/ns/net \(path)")
    pins.append(path)
    try note("pin", "/proc/\(pinned.helper.pid)/ns/net", ["mount"])
    helpers.removeAll { $0 === pinned }

    let elsewhere = try helper()
    try pinInside(elsewhere, name: "pin in another mount namespace")

    let shut = try helper()
    try pinInside(shut, name: "pin where the only process does not see it")
    _ = try shut.order("shut \(directory)/cell")
  }

  /// Lets a helper process make a mount namespace with a pin of a uts namespace, and come out of
  /// the latter.
  private func pinInside(_ helper: HelperBox, name: String) throws {
    _ = try helper.order("unshare \(Flag.mnt)")
    _ = try helper.order("private")
    _ = try helper.order("tmpfs \(directory)")
    _ = try helper.order("touch \(directory)/inside")
    _ = try helper.order("unshare \(Flag.uts)")
    try note(name, "/proc/\(helper.helper.pid)/ns/uts", ["mount"])
    _ = try helper.order("pin /proc/self/ns/uts \(directory)/inside")
    _ = try helper.order("join /proc/\(getpid())/ns/uts")
  }

  private func makeDescriptorsAndSockets() throws {
    let descriptor = try helper()
    _ = try descriptor.order("unshare \(Flag.ipc)")
    try note("descriptor", "/proc/\(descriptor.helper.pid)/ns/ipc", ["descriptor"])
    _ = try descriptor.order("open /proc/self/ns/ipc")
    _ = try descriptor.order("join /proc/\(getpid())/ns/ipc")

    let socket = try helper()
    _ = try socket.order("unshare \(Flag.net)")
    try note("socket", "/proc/\(socket.helper.pid)/ns/net", ["socket"])
    _ = try socket.order("socket")
    _ = try socket.order("join /proc/\(getpid())/ns/net")

    let threads = try helper()
    let owner = try helper()
    _ = try owner.order("unshare \(Flag.cgroup)")
    let kept = "/proc/\(owner.helper.pid)/ns/cgroup"
    try note("descriptor of a thread's own", kept, ["descriptor"])
    _ = try threads.order("keep \(kept)")
    helpers.removeAll { $0 === owner }
    let tid = try threads.order("keep")
    try note(
      "socket of a thread's own", "/proc/\(threads.helper.pid)/task/\(tid)/ns/net",
      ["thread", "socket"])

    let leaver = try helper()
    try pinInside(leaver, name: "pin in a mount namespace known by a descriptor")
    try note(
      "mount namespace known by a descriptor", "/proc/\(leaver.helper.pid)/ns/mnt",
      ["descriptor"])
    _ = try helper().order("open /proc/\(leaver.helper.pid)/ns/mnt")
    helpers.removeAll { $0 === leaver }
  }

  private func makeAncestors() throws {
    let child = try helper()
    _ = try child.order("unshare \(Flag.user)")
    _ = try child.order("map")
    try note("descendant", "/proc/\(child.helper.pid)/ns/user", ["child"])
    _ = try child.order("unshare \(Flag.user)")

    let maker = try helper()
    _ = try maker.order("unshare 0x50000000")
    try note("owner", "/proc/\(maker.helper.pid)/ns/user", ["owner"])
    _ = try helper().order("open /proc/\(maker.helper.pid)/ns/net")
    helpers.removeAll { $0 === maker }
  }

  // MARK: Making

  private func helper() throws -> HelperBox {
    let box = try HelperBox()
    helpers.append(box)
    return box
  }

  private func note(_ name: String, _ path: String, _ reasons: [String]) throws {
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: path)
    let parts = link.split { ":[]".contains($0) }
    namespaces[name] = KeptNamespace(
      kind: String(parts[0]), inode: try #require(Int64(parts[1])), reasons: reasons)
  }

  private func unmount(_ path: String) { unsafe umount2(path, Int32(MNT_DETACH)) }
}
