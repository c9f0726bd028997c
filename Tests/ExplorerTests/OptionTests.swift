import Canvas
import Explorer
import Localization
import Namespaces
import Testing

@Suite("An option of the explorer")
struct OptionTests {
  /// A wide screen on which a process was busy for some seconds.
  private func screen(_ change: (inout Options) -> Void) -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), 180, 40, options: change)
    var fixture = HostFixture.server()
    for _ in 1...3 {
      fixture.taken += 1
      fixture.change(1) { $0.cpuTicks += 30 }
      screen.send(.snapshot(fixture.snapshot))
    }
    return screen
  }

  private func styles(on canvas: Canvas) -> [Style] {
    (0..<40).flatMap { row in (0..<180).map { canvas[$0, row].style } }
  }

  @Test("draws graphs of the load, or leaves them out")
  func graphs() {
    let bars: Set<Character> = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    for view in ["1", "4"] {
      var with = screen { $0.graphs = true }
      with.type(view + "j")
      #expect(with.text.contains { bars.contains($0) })
      var without = screen { $0.graphs = false }
      without.type(view + "j")
      #expect(!without.text.contains { bars.contains($0) })
    }
  }

  @Test("begins with a view")
  func view() {
    #expect(screen { $0.view = .processes }.text.contains("UCIHNPMT"))
  }

  @Test("begins with the kernel's threads, or without")
  func kernelThreads() {
    let shown = screen {
      $0.view = .processes
      $0.hidesKernelThreads = false
    }
    #expect(shown.text.contains("[kthreadd]"))
    #expect(!screen { $0.view = .processes }.text.contains("[kthreadd]"))
  }

  @Test("suits the background that the terminal tells of")
  func background() {
    var screen = screen { $0.theme = .standard }
    let dark = styles(on: screen.canvas)
    screen.send(.input(.background(isLight: true)))
    let light = self.screen { $0.theme = .light }
    #expect(styles(on: screen.canvas) == styles(on: light.canvas))
    screen.send(.input(.background(isLight: false)))
    #expect(styles(on: screen.canvas) == dark)
  }

  @Test("leaves the theme aside where there are no colours, and says so")
  func colors() {
    var screen = screen { $0.hasColors = false }
    let canvas = screen.canvas
    let styles = styles(on: canvas)
    #expect(styles.allSatisfy { $0.foreground == nil && $0.background == nil })
    #expect(styles.contains { $0.attributes == .reverse })
    screen.type("C")
    #expect(screen.lines.last?.contains("No colours here") == true)
  }
}
