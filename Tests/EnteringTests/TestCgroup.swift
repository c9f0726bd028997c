import Foundation
import Glibc
import Namespaces
import SystemCalls
import TestSupport
import Testing

/// A cgroup made for a test, which is removed at the end of its life; what was in it must have been
/// thawed and ended by then.
struct TestCgroup: ~Copyable {
  /// The kinds of hierarchies: that of version 2, and of version 1 the one that can freeze.
  enum Hierarchy: CaseIterable {
    case version2, freezer

    /// Where it is mounted; nil where it is not.
    var mount: String? {
      let mounts = (try? RuntimeFixture.text(of: "/proc/self/mounts")) ?? ""
      return mounts.rows(" ").first { fields in
        switch self {
        case .version2: fields[2] == "cgroup2"
        case .freezer: fields[2] == "cgroup" && fields[3].split(separator: ",").contains("freezer")
        }
      }?[1]
    }

    /// Those that this host has.
    static var present: [Hierarchy] { allCases.filter { $0.mount != nil } }
  }

  /// Its directory.
  let path: RawPath

  private let hierarchy: Hierarchy

  /// Makes one whose name ends with these bytes.
  init(in hierarchy: Hierarchy, name: [UInt8] = []) throws {
    let parent = "\(try #require(hierarchy.mount))/heya-\(UUID().uuidString)"
    let path = RawPath(bytes: Array(parent.utf8) + name)
    try #require(unsafe mkdir(path.cString, 0o755) == 0)
    self.path = path
    self.hierarchy = hierarchy
  }

  deinit {
    // What was ended may take a moment longer to be gone.
    for _ in 0..<500 where unsafe rmdir(path.cString) != 0 && errno == EBUSY { usleep(10_000) }
  }

  /// Moves a process in.
  func take(_ pid: Int32) throws { try Self.write("\(pid)", to: path, "cgroup.procs") }

  /// Freezes it, and waits until the kernel says that it is frozen.
  func freeze() throws {
    let (file, told, state) =
      hierarchy == .version2
      ? ("cgroup.freeze", "cgroup.events", "frozen 1")
      : ("freezer.state", "freezer.state", "FROZEN")
    try Self.write(hierarchy == .version2 ? "1" : state, to: path, file)
    for _ in 0..<500 {
      let text = try Descriptor.open(path.appending("/\(told)").cString).contents()
      if String(decoding: text, as: UTF8.self).contains(state) { return }
      usleep(10_000)
    }
    Issue.record("\(path) does not freeze")
  }

  /// Lets those in it go on.
  func thaw() {
    if hierarchy == .version2 {
      try? Self.write("0", to: path, "cgroup.freeze")
    } else {
      try? Self.write("THAWED", to: path, "freezer.state")
    }
  }

  private static func write(_ text: String, to cgroup: RawPath, _ name: String) throws {
    let file = try Descriptor.open(cgroup.appending("/\(name)").cString, Descriptor.writing)
    try file.write(Array(text.utf8))
  }
}
