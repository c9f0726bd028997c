import Testing

@testable import Procfs

@Suite("/proc/PID/cgroup")
struct CgroupMembershipTests {
  private func parse(_ text: String) -> [CgroupMembership] {
    Array(text.utf8).span.cgroupMemberships()
  }

  @Test("versions 1 and 2 side by side are told apart")
  func hybrid() {
    let lines = parse(
      """
      9:name=systemd:/
      4:cpu,cpuacct:/docker/4f1c
      0::/docker/4f1c

      """)
    #expect(
      lines == [
        CgroupMembership(controllers: ["name=systemd"], pathBytes: Array("/".utf8)),
        CgroupMembership(controllers: ["cpu", "cpuacct"], pathBytes: Array("/docker/4f1c".utf8)),
        CgroupMembership(controllers: [], pathBytes: Array("/docker/4f1c".utf8)),
      ])
    #expect(lines.map(\.isVersion2) == [false, false, true])
  }

  @Test("a path may hold colons and spaces")
  func colons() {
    #expect(parse("0::/a:b c:/d").map(\.path) == ["/a:b c:/d"])
  }

  @Test("bytes that are no UTF-8 are kept, and replaced in the text")
  func invalid() {
    let bytes: [UInt8] = Array("0::/a".utf8) + [0xFF]
    let memberships = bytes.span.cgroupMemberships()
    #expect(memberships.map(\.pathBytes) == [Array("/a".utf8) + [0xFF]])
    #expect(memberships.map(\.path) == ["/a\u{FFFD}"])
  }

  @Test("lines that are none are passed over", arguments: ["", "\n\n", "garbage", "1:no end\n"])
  func garbage(text: String) {
    #expect(parse(text).isEmpty)
  }
}
