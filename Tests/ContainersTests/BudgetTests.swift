import JSONCoding
import Limits
import Namespaces
import Testing

@testable import Containers

@Suite("What files of containers may cost")
struct BudgetTests {
  /// A fake container of a user, whose monitor says where its files are.
  private func fake(
    _ index: Int, of uid: UInt32, on host: HostFixture, bundle: String, id: String? = nil
  ) throws {
    let id = id ?? String(repeating: "0", count: 60) + String(1000 + index)
    let pid = Int32(1000 + 2 * index)
    try host.process(
      pid,
      [
        "conmon", "-c", id, "-n", "fake\(index)", "-b", bundle, "--exit-command", "/usr/bin/podman",
      ], uid: uid)
    try host.process(pid + 1, parent: pid, ["sleep"], uid: uid, own: usual)
  }

  private func manyValues(_ count: Int) -> String {
    "{\"annotations\":{},\"x\":[" + String(repeating: "[0],", count: count / 2) + "0]}"
  }

  @Test("fakes of one user share one budget, what it left out is said, and others are read")
  func share() throws {
    let host = try HostFixture()
    for index in 0..<12 {
      let bundle = "/home/eve/overlay-containers/\(index)/userdata"
      try host.file("\(bundle)/config.json", manyValues(ReadLimits.jsonNodes / 4))
      try fake(index, of: 1001, on: host, bundle: bundle)
    }
    let bundle = "/home/alice/overlay-containers/mine/userdata"
    try host.file("\(bundle)/config.json", #"{"root":{"path":"/srv/root"}}"#)
    try fake(20, of: 1000, on: host, bundle: bundle)
    let containers = try host.containers()
    #expect(containers.count == 13)
    #expect(containers.first { $0.uid == 1000 }?.rootfs == "/srv/root")
    let note = try #require(host.notes.first { $0.what == .thing(.runtimeFiles) })
    #expect(note.reason == .share(of: "1001"))
    #expect(note.count > 0)
  }

  @Test("a text of very many values is no JSON, and the note says so")
  func nodes() throws {
    let host = try HostFixture()
    let bundle = "/home/alice/overlay-containers/1/userdata"
    try host.file("\(bundle)/config.json", manyValues(4 * ReadLimits.jsonNodes))
    try fake(1, of: 1000, on: host, bundle: bundle)
    _ = try host.container()
    #expect(host.notes.contains { $0.reason == .share(of: "alice") })
  }

  @Test("user ids that one user handed to user namespaces pay from one budget")
  func ranges() {
    #expect(UserShare(of: 165_536) == UserShare(of: 196_607))
    #expect(UserShare(of: 1000) != UserShare(of: 1001))
    #expect(UserShare(of: 0) == .root)
    #expect(UserShare(of: 165_536) != UserShare(of: 1000))
  }

  @Test("no more containers of one user are told apart than a limit, and the rest is counted")
  func count() throws {
    let host = try HostFixture()
    let most = ReadLimits.containersOfUser
    for index in 0..<most + 5 {
      // Without files, which would take long to write.
      host.bare(Int32(2000 + index), uid: 1000, own: [.uts])
    }
    #expect(try host.containers().count == most)
    let note = try #require(host.notes.first { $0.what == .thing(.containers) })
    #expect(note.count == 5)
    #expect(note.reason == .share(of: "alice"))
  }

  @Test("a text of a container is cut where it is longer than anybody reads")
  func texts() throws {
    let host = try HostFixture()
    let bundle = "/home/alice/overlay-containers/1/userdata"
    let long = String(repeating: "x", count: 1 << 20)
    try host.file("\(bundle)/config.json", #"{"root":{"path":"/\#(long)"}}"#)
    try fake(1, of: 1000, on: host, bundle: bundle)
    let container = try host.container()
    #expect((container.rootfs ?? "").utf8.count < 2 * ReadLimits.containerText)
    #expect(host.notes.contains { $0.what == .thing(.labels) && $0.count == 1 })
  }
}

@Suite("Crafted databases")
struct DatabaseBombTests {
  /// A database whose every cell is a record with an overflow page that is its own next one.
  private func loop(pages: Int) -> [UInt8] {
    let size = 512
    var bytes = [UInt8](repeating: 0, count: size * pages)
    bytes.replaceSubrange(0..<16, with: Array("SQLite format 3\0".utf8))
    bytes.replaceSubrange(16..<24, with: [2, 0, 1, 1, 0, 64, 32, 32])
    // Page 2 continues on page 2.
    bytes[size + 3] = 2
    for page in [0] + Array(2..<pages) {
      let header = page * size + (page == 0 ? 100 : 0)
      bytes[header] = 0x0D
      let cells = (size - (page == 0 ? 100 : 0) - 8 - 70) / 2
      bytes[header + 3] = UInt8(cells >> 8)
      bytes[header + 4] = UInt8(cells & 0xFF)
      let body = size - 60
      for cell in 0..<cells {
        bytes[header + 8 + 2 * cell] = UInt8(body >> 8)
        bytes[header + 9 + 2 * cell] = UInt8(body & 0xFF)
      }
      // A record of nearly 1 MiB.
      let record: [UInt8] = [0xBF, 0xFF, 0x00, 0x01, 0x02, 0x0F]
      bytes.replaceSubrange(page * size + body..<page * size + body + 6, with: record)
      bytes[page * size + size - 1] = 2
    }
    return bytes
  }

  @Test("overflow pages that lead back to themselves end with the budget")
  func overflow() throws {
    let database = try #require(SQLiteDatabase(loop(pages: 300)))
    var budget = ReadLimits.userBudget
    for key in 0..<50 {
      #expect(database.json("ContainerConfig", "\(key)", &budget).isNull)
    }
    #expect(budget.steps > 0, "what was gone through once is not gone through again")
  }

  @Test("a tree that leads to its own pages again and again ends with the budget")
  func ring() throws {
    var bytes = loop(pages: 3)
    // Page 1 is a branch whose every child is page 1.
    bytes[100] = 0x05
    bytes[103] = 0
    bytes[104] = 100
    for cell in 0..<100 { bytes.replaceSubrange(112 + 2 * cell..<114 + 2 * cell, with: [1, 0xF0]) }
    bytes.replaceSubrange(0x1F0..<0x1F5, with: [0, 0, 0, 1, 1])
    bytes.replaceSubrange(108..<112, with: [0, 0, 0, 1])
    let database = try #require(SQLiteDatabase(bytes))
    var budget = ReadLimits.userBudget
    #expect(database.json("ContainerConfig", "x", &budget).isNull)
    #expect(budget.steps == 0)
  }
}
