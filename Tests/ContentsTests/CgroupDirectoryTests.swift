import Foundation
import Procfs
import TestSupport
import Testing

@testable import Contents

/// What the files of a group of processes tell of its use, in both versions of cgroups(7).
@Suite("Limits and use of a cgroup")
struct CgroupDirectoryTests {
  /// A directory with files like those of a group, which is removed at the end.
  private struct Group: ~Copyable {
    let path = NSTemporaryDirectory() + "heya-cgroup-" + UUID().uuidString

    init(_ files: [String: String]) throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for (name, text) in files {
        try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var directory: CgroupDirectory { CgroupDirectory(path: path) }
  }

  @Test("version 2 with limits")
  func limited() throws {
    let group = try Group([
      "memory.current": "52428800", "memory.max": "268435456", "pids.current": "7",
      "pids.max": "100", "cpu.max": "150000 100000",
      "cpu.stat": "usage_usec 2500000\nuser_usec 2000000\nsystem_usec 500000",
    ])
    #expect(group.directory.memory == .init(used: 52_428_800, limit: 268_435_456))
    #expect(group.directory.tasks == .init(used: 7, limit: 100))
    #expect(group.directory.processor == .init(time: 2.5, limit: 1.5))
  }

  @Test("version 2 says max where there is no limit")
  func unlimited() throws {
    let group = try Group([
      "memory.current": "4096", "memory.max": "max", "pids.current": "1", "pids.max": "max",
      "cpu.max": "max 100000", "cpu.stat": "usage_usec 10",
    ])
    #expect(group.directory.memory == .init(used: 4096, limit: nil))
    #expect(group.directory.tasks == .init(used: 1, limit: nil))
    #expect(group.directory.processor == .init(time: 0.00001, limit: nil))
  }

  @Test("version 1 says it by the largest number, and by a quota of -1")
  func versionOne() throws {
    let group = try Group([
      "memory.usage_in_bytes": "8192", "memory.limit_in_bytes": "9223372036854771712",
      "cpuacct.usage": "3000000000", "cpu.cfs_quota_us": "-1", "cpu.cfs_period_us": "100000",
    ])
    #expect(group.directory.memory == .init(used: 8192, limit: nil))
    #expect(group.directory.processor == .init(time: 3, limit: nil))
    let limited = try Group([
      "cpuacct.usage": "0", "cpu.cfs_quota_us": "50000", "cpu.cfs_period_us": "100000",
    ])
    #expect(limited.directory.processor?.limit == 0.5)
  }

  @Test("the root group, and one without controllers, tell nothing of them")
  func absent() throws {
    let group = try Group(["cgroup.controllers": ""])
    #expect(group.directory.memory == nil)
    #expect(group.directory.tasks == nil)
    #expect(group.directory.processor == nil)
  }

  /// Where this host has a hierarchy of version 2 mounted; nil where it has none.
  static let unified: String? = {
    let text = FileManager.default.contents(atPath: "/proc/self/mountinfo") ?? Data()
    return MountInfo.all(in: Array(text).span).last { $0.fileSystem == "cgroup2" }?.mountPoint
  }()

  @Test(
    "a new group of the running kernel has used no time and has no limit",
    .requiresRoot, .enabled(if: unified != nil, "there is no cgroup2 here"))
  func real() throws {
    let path = try #require(Self.unified) + "/heya-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    defer { unsafe rmdir(path) }
    let controllers = try String(contentsOfFile: path + "/cgroup.controllers", encoding: .utf8)
    let directory = CgroupDirectory(path: path)
    #expect(directory.processor == .init(time: 0, limit: nil))
    #expect((directory.memory != nil) == controllers.contains("memory"))
    #expect((directory.tasks != nil) == controllers.contains("pids"))
  }
}
