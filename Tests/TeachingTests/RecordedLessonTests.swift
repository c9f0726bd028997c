import Localization
import Namespaces
import Testing

@testable import Teaching

@Suite("A lesson on a recorded host")
struct RecordedTests {
  private func text(
    _ lesson: Lesson, _ snapshot: Snapshot = HostFixture.snapshot, _ language: Language = .english
  ) -> [String] {
    RecordedLesson(lesson, in: snapshot).text(in: language, width: 100).map(\.text)
  }

  @Test("shows that host's numbers in place of the shell's", arguments: Language.allCases)
  func numbers(language: Language) {
    let lines = text(.first, HostFixture.snapshot, language)
    let own = "! pid                4026531836   5002"
    #expect(lines.contains { $0.contains("systemd (1)") && $0.contains("nginx (42)") })
    #expect(lines.contains { $0.contains(own) }, "\(lines.joined(separator: "\n"))")
    #expect(lines.contains { $0.contains("42 → 1") })
  }

  @Test("lists who lives where the shell would be, at first those of the host's own namespace")
  func members() throws {
    let lines = text(.first)
    let outside = try #require(lines.firstIndex(of: "    in pid:[4026531836]:"))
    let inside = try #require(lines.firstIndex(of: "    in pid:[5002]:"))
    #expect(lines[outside + 1] == "      systemd  1")
    #expect(lines[inside + 1] == "      nginx  42 → 1")
    #expect(outside < inside)
    #expect(lines.lastIndex(of: lines[outside]).map { $0 > inside } == true, "back outside")
  }

  @Test("names what differs beside what the step would change")
  func moreThanTheStep() {
    let lines = text(.net)
    #expect(
      lines.contains { $0.hasPrefix("nginx (42) differs in more than the step changes: mnt, pid") })
  }

  @Test("tells which namespaces stand empty where a step leaves one so")
  func empty() {
    var shop = HostFixture.snapshot
    var namespace = Namespace(id: NamespaceID(kind: .uts, inode: 6001, device: 4))
    namespace.holders = [.mount(path: "/run/kitchen", mountNamespace: 1)]
    shop = Snapshot(
      host: shop.host, kernel: shop.kernel, taken: 0, uptime: 0, observer: shop.observer,
      processes: shop.processes, namespaces: shop.namespaces + [namespace], unseen: [])
    #expect(text(.lifetime, shop).contains("    uts:[6001]: nobody inside  /run/kitchen"))
  }

  @Test("says that there is but one namespace where the host has no other")
  func single() {
    #expect(text(.uts).contains { $0.contains("has one uts namespace") })
  }
}
