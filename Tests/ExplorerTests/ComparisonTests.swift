import Canvas
import Explorer
import Namespaces
import Testing

@Suite("Comparing two objects")
struct ComparisonTests {
  /// The web container's first process and the host's, side by side.
  private func screen(_ columns: Int = 100, _ rows: Int = 50) -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), columns, rows)
    screen.type("6/worker")
    screen.press(.enter, "t", "g", "c")
    return screen
  }

  private func asked(_ screen: ExplorerDriver) -> [NamespaceKind: (NamespaceID, NamespaceID)] {
    var asked: [NamespaceKind: (NamespaceID, NamespaceID)] = [:]
    for case .compare(let left, let right) in screen.effects { asked[left.kind] = (left, right) }
    return asked
  }

  @Test("asks what differs inside the namespaces that they do not share, and inside no other")
  func asks() throws {
    let asked = asked(screen())
    #expect(Set(asked.keys) == [.cgroup, .ipc, .uts, .net, .pid, .mnt])
    let (left, right) = try #require(asked[.net])
    #expect(left.inode == 4_026_532_305)
    #expect(right.inode == NamespaceKind.net.initialInode)
  }

  @Test("shows what each of the two has, and what only one has")
  func shows() throws {
    var screen = screen()
    #expect(screen.text.contains("Looking inside…"))
    screen.answerComparison()
    let name = try #require(screen.lines.first { $0.contains("hostname") })
    #expect(name.contains("web-1 ") && name.contains("web-01"))
    let mount = try #require(screen.lines.first { $0.contains("/boot/efi") })
    #expect(mount.contains("─ ") && mount.contains("vfat /dev/vda15"))
    #expect(screen.text.contains("Nothing inside differs."))
    #expect(screen.text.contains("EPERM"))
  }

  @Test("loses nothing of a long fact where it is narrow")
  func wraps() {
    var screen = screen(40, 50)
    screen.answerComparison()
    screen.press("G")
    let text = screen.lines.map { $0.filter { $0 != " " && $0 != "│" } }.joined()
    #expect(text.contains("vfat"))
    #expect(text.contains("/dev/vda15"))
  }

  @Test("ignores an answer that is no longer asked for")
  func stale() {
    var screen = screen()
    let first = screen
    screen.press(.escape)
    screen.effects = []
    screen.type("T/bash")
    screen.press(.enter)
    screen.type("tgc")
    screen.effects = first.effects
    screen.answerComparison()
    #expect(screen.text.contains("Compare"))
    #expect(!screen.text.contains("/boot/efi"))
  }

  @Test("needs two objects that live in namespaces")
  func two() {
    var screen = ExplorerDriver()
    screen.type("c")
    #expect(screen.effects.isEmpty)
    #expect(screen.lines.last?.contains("Tag one or two") == true)
  }
}
