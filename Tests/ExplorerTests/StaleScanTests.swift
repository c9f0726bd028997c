import Explorer
import Localization
import Namespaces
import Testing

@Suite("A scan that does not come to its end")
struct StaleScanTests {
  /// The screen at second 100, when a scan has just come.
  private func watched(options change: (inout Options) -> Void = { _ in }) -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), 120, 40, options: change)
    screen.send(.tick(now: 100))
    screen.send(.snapshot(HostFixture.server().snapshot))
    return screen
  }

  private func header(_ screen: ExplorerDriver) -> String { screen.lines[0] }

  @Test("shows in the first line, until it does")
  func hangs() {
    var screen = watched()
    screen.send(.tick(now: 105))
    #expect(header(screen).contains("every 1 s"))
    screen.send(.tick(now: 112))
    #expect(header(screen).contains("no look for 12 s"))
    #expect(!header(screen).contains("every 1 s"))
    screen.send(.snapshot(HostFixture.server().snapshot))
    #expect(header(screen).contains("every 1 s"))
  }

  @Test(
    "says in the first line which process it waits for, as long as it does",
    arguments: [(Language.english, "waits for pid 4711"), (.japanese, "pid 4711 の応答待ち")])
  func waits(language: Language, words: String) {
    var screen = watched { $0.language = language }
    screen.send(.tick(now: 102))
    #expect(!header(screen).contains("4711"))
    screen.send(.slowLook(waitsFor: 4711))
    #expect(header(screen).contains(words))
    screen.send(.tick(now: 112))
    screen.send(.slowLook(waitsFor: 4711))
    #expect(header(screen).contains("12 ") && header(screen).contains(words))
    screen.send(.snapshot(HostFixture.server().snapshot))
    #expect(!header(screen).contains("4711"))
  }

  @Test("says so also before anything was seen")
  func first() {
    var screen = ExplorerDriver(nil, 120, 40)
    screen.send(.tick(now: 100))
    screen.send(.slowLook(waitsFor: 4711))
    #expect(header(screen).contains("Looking around…  waits for pid 4711"))
  }

  @Test("is not one that is to come late")
  func stretched() {
    var screen = watched()
    screen.send(.stretched(20))
    screen.send(.tick(now: 112))
    #expect(header(screen).contains("every 20 s"))
  }

  @Test("is none while scanning is paused, and the wait begins when it goes on")
  func paused() {
    var screen = watched()
    screen.type("p")
    screen.send(.tick(now: 200))
    #expect(!header(screen).contains("no look"))
    screen.type("p")
    screen.send(.tick(now: 203))
    #expect(!header(screen).contains("no look"))
    screen.send(.tick(now: 210))
    #expect(header(screen).contains("no look for 10 s"))
  }

  @Test("is none in a capture")
  func capture() {
    var screen = watched { $0.capture = "host.json" }
    screen.send(.tick(now: 200))
    #expect(!header(screen).contains("no look"))
  }
}
