import Namespaces
import Testing

@testable import Explorer

@Suite("The CPU of the last minute")
struct HistoryTests {
  private let net = UInt32(4_026_532_305)

  /// A screen after scans at `times`, before each of which the web container's worker used
  /// `percent` of a processor.
  private func screen(_ scans: [(time: Double, percent: Double)], columns: Int = 160)
    -> ExplorerDriver
  {
    var screen = ExplorerDriver(.server(), columns, 40)
    var (last, ticks) = (0.0, UInt64(0))
    for scan in scans {
      ticks += UInt64(scan.percent * (scan.time - last))
      last = scan.time
      var fixture = HostFixture.server()
      fixture.taken += scan.time
      fixture.change(1_261) { $0.cpuTicks += ticks }
      screen.send(.snapshot(fixture.snapshot))
    }
    return screen
  }

  private func minute(_ screen: ExplorerDriver, columns: Int) throws -> [Float] {
    let namespace = try #require(screen.state.snapshot?.namespace(inode: net))
    return screen.state.history.minute(of: .namespace(namespace.id), columns: columns)
  }

  @Test("is divided into equal parts, each with the mean of what was measured")
  func parts() throws {
    let screen = screen((1...59).map { (Double($0), $0 < 30 ? 10 : 50) })
    let minute = try minute(screen, columns: 4)
    #expect(minute.count == 4)
    #expect(minute[1] == 10)
    #expect(minute[3] == 50)
  }

  @Test("forgets what is older than a minute, however often one looks")
  func forgets() throws {
    let screen = screen([(1, 90), (2, 90), (30, 20), (70, 10), (80, 10)])
    #expect(try minute(screen, columns: 6) == [20, 20, 20, 20, 10, 10])
  }

  @Test("starts anew when the clock was set back, and takes no nonsense")
  func clock() throws {
    var screen = screen([(100, 10), (101, 10)])
    for time in [50.0, .nan, .infinity, -.infinity] {
      var fixture = HostFixture.server()
      fixture.taken += time
      screen.send(.snapshot(fixture.snapshot))
      #expect(try minute(screen, columns: 60).count <= 60)
    }
  }

  @Test("is a sparkline in the rows of namespaces and containers where there is room")
  func rows() throws {
    var screen = screen((1...59).map { (Double($0), Double($0)) }, columns: 200)
    #expect(screen.text.contains("LAST MINUTE"))
    let namespace = screen.lines.first { $0.contains("4026532305  web-1") }
    #expect(namespace?.contains("▁▂▂▃▄▄▅▆▆▇▇█") == true)
    screen.type("4")
    let container = screen.lines.first { $0.contains("web-1") }
    #expect(container?.contains("▁▂▂▃▄▄▅▆▆▇▇█") == true)
    let narrow = self.screen([(1, 10)], columns: 80)
    #expect(!narrow.text.contains("LAST MINUTE"))
  }
}
