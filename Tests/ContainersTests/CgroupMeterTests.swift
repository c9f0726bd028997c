import Namespaces
import Testing

@testable import Containers

@Suite("What cgroups count")
struct CgroupMeterTests {
  private let id = engineID("a")
  private var group: String { "docker/\(id)" }

  private func host() throws -> HostFixture {
    let host = try HostFixture()
    try host.process(10, ["/usr/bin/containerd-shim-runc-v2", "-namespace", "moby", "-id", id])
    try host.process(11, parent: 10, ["sleep"], own: usual, cgroup: "/\(group)")
    return host
  }

  @Test(
    "the share of a processor is what a cgroup counted between two looks, by either version",
    arguments: ["cpu.stat", "unified/cpu.stat", "cpuacct.usage"])
  func share(version: String) throws {
    let host = try host()
    func count(_ milliseconds: Int) throws {
      let stat = "usage_usec \(milliseconds * 1000)\nuser_usec 7\nsystem_usec 3\n"
      switch version {
      case "cpu.stat":
        try host.file("/sys/fs/cgroup/cgroup.controllers", "cpu memory\n")
        try host.file("/sys/fs/cgroup/\(group)/cpu.stat", stat)
      case "unified/cpu.stat":
        // The processes are in the other version's cgroup.
        try host.file("/sys/fs/cgroup/cpuacct/\(group)/cpuacct.usage", "0\n")
        try host.file("/sys/fs/cgroup/unified/\(group)/cpu.stat", stat)
      default:
        try host.file(
          "/sys/fs/cgroup/cpuacct/\(group)/cpuacct.usage", "\(milliseconds * 1_000_000)\n")
        try host.file("/sys/fs/cgroup/unified/\(group)/cpu.stat", "usage_usec 0\n")
      }
    }
    try count(500)
    var processor = try #require(try host.container().processor)
    #expect(processor == .init(microseconds: 500_000, share: nil))
    try count(1500)
    host.clock.advance(by: 2)
    processor = try #require(try host.container().processor)
    #expect(processor == .init(microseconds: 1_500_000, share: 50))
    let source = try #require(try host.container().sources[.cpu])
    #expect(source.hasPrefix("/sys/fs/cgroup/") && source.contains("\(group)/cpu"))
  }

  @Test("a count that went back, as after a new start, makes no share")
  func restart() throws {
    let host = try host()
    for milliseconds in [500, 100] {
      try host.file(
        "/sys/fs/cgroup/cpuacct/\(group)/cpuacct.usage", "\(milliseconds * 1_000_000)\n")
      host.clock.advance(by: 1)
      #expect(try #require(try host.container().processor).share == nil)
    }
  }

  @Test("memory and its limit are told with the file, no limit as none", arguments: [1, 2])
  func memory(version: Int) throws {
    let host = try host()
    let (file, limit, unlimited) =
      version == 1
      ? ("memory/\(group)/memory.usage_in_bytes", "memory.limit_in_bytes", "9223372036854771712")
      : ("\(group)/memory.current", "memory.max", "max")
    if version == 2 { try host.file("/sys/fs/cgroup/cgroup.controllers", "memory\n") }
    try host.file("/sys/fs/cgroup/\(file)", "4096\n")
    let directory = file.split(separator: "/").dropLast().joined(separator: "/")
    for (text, expected) in [(unlimited, nil), ("8192", 8192)] as [(String, UInt64?)] {
      try host.file("/sys/fs/cgroup/\(directory)/\(limit)", "\(text)\n")
      let container = try host.container()
      #expect(container.memory == .init(used: 4096, limit: expected))
      #expect(container.sources[.memory] == "/sys/fs/cgroup/\(file)")
    }
  }

  @Test("without a cgroup to itself nothing is counted for a container")
  func none() throws {
    let host = try HostFixture()
    try host.process(11, ["sleep"], own: usual)
    let container = try host.container()
    #expect(container.processor == nil && container.memory == nil)
    #expect(container.sources[.cpu] == nil && container.sources[.memory] == nil)
  }
}
