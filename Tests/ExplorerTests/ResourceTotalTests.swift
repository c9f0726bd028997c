import Canvas
import Description
import Namespaces
import Testing

@testable import Explorer

@Suite("The total line")
struct ResourceTotalTests {
  /// A screen after two scans, in which some used their processors.
  private func screen(_ view: Character, _ columns: Int = 120, _ rows: Int = 60) -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), columns, rows)
    var fixture = HostFixture.server()
    fixture.taken += 1
    for (pid, ticks) in [(Int32(1), UInt64(3)), (1_261, 73), (2_001, 12), (702, 1)] {
      fixture.change(pid) { $0.cpuTicks += ticks }
    }
    screen.send(.snapshot(fixture.snapshot))
    screen.press(.character(view))
    return screen
  }

  /// What the rows that fit say in a column, added up.
  private func sum(
    _ column: Column, in screen: ExplorerDriver, where fits: (Row) -> Bool = { _ in true }
  ) throws -> Double {
    let viewModel = try #require(screen.state.viewModel)
    return screen.state.list.rows.filter(fits).reduce(0) { sum, row in
      switch viewModel.value(of: column, at: row.place) {
      case .number(let number): sum + Double(number)
      case .quantity(let amount, _): sum + amount
      default: sum
      }
    }
  }

  private func expect(
    _ total: ResourceTotal, toBe sums: (processes: Double, cpu: Double, memory: Double)
  ) {
    #expect(Double(total.processes) == sums.processes)
    #expect(abs(total.cpu - sums.cpu) < 1e-6)
    #expect(abs(total.memory - sums.memory) < 1)
  }

  @Test("is the sum over the processes that are shown", arguments: ["", "K", "H", "\\nginx\n"])
  func processes(keys: String) throws {
    var screen = screen("6")
    for key in keys { screen.press(key == "\n" ? .enter : .character(key)) }
    let rows = screen.state.list.rows.filter { !$0.isContext }
    #expect(!rows.isEmpty)
    expect(
      screen.state.total,
      toBe: (
        Double(rows.count), try sum(.cpu, in: screen) { !$0.isContext },
        try sum(.memory, in: screen) { !$0.isContext }
      ))
  }

  @Test(
    "is the sum over the namespaces of a kind, whichever kind", arguments: NamespaceKind.allCases)
  func kinds(kind: NamespaceKind) throws {
    let screen = screen("1")
    let viewModel = try #require(screen.state.viewModel)
    let isOfKind = { (row: Row) in
      if case .namespace(let id) = viewModel.object(at: row.place) {
        id.kind == kind
      } else {
        false
      }
    }
    expect(
      screen.state.total,
      toBe: (
        try sum(.members, in: screen, where: isOfKind), try sum(.cpu, in: screen, where: isOfKind),
        try sum(.memory, in: screen, where: isOfKind)
      ))
  }

  @Test("is the sum over the containers, with the memory that their cgroups tell")
  func containers() throws {
    let screen = screen("4")
    let isContainer = { (row: Row) in
      if case .container = row.place { true } else { false }
    }
    #expect(screen.state.total.processes == 4)
    expect(
      screen.state.total,
      toBe: (
        try sum(.members, in: screen, where: isContainer),
        try sum(.cpu, in: screen, where: isContainer),
        try sum(.memory, in: screen, where: isContainer)
      ))
  }

  @Test(
    "counts once what a container uses that lies within another", arguments: ["/a/b", "/c", nil])
  func nested(cgroup: String?) {
    var fixture = HostFixture.server()
    fixture.containers[1].cgroup = "/a"
    var inner = Container(id: ContainerID(runtime: "docker", id: "inner1"), name: "inner")
    inner.memory = .init(used: 1_000_000, limit: nil)
    inner.outer = fixture.containers[1].id
    inner.cgroup = cgroup
    fixture.containers.append(inner)
    var screen = ExplorerDriver(fixture, 120, 40)
    screen.press("4")
    #expect(screen.state.total.memory == (cgroup == "/c" ? 22_000_000 : 21_000_000))
  }

  @Test("stays what it is when rows are folded or opened", arguments: ["1", "2", "3", "4", "6"])
  func folds(view: Character) {
    var screen = screen(view)
    let total = screen.state.total
    #expect(total.processes > 0)
    let rows = screen.state.list.rows
    for row in rows.reversed() where row.fold == .open {
      screen.state.setFold(row, isOpen: false)
      #expect(abs(screen.state.total.cpu - total.cpu) < 1e-6)
      #expect(screen.state.total.processes == total.processes)
    }
    screen.press("g", "*")
    #expect(screen.state.total.processes == total.processes)
  }

  @Test("counts with a filter only what passes it, folded away or not")
  func filter() {
    var screen = screen("1")
    screen.type("\\kind=net and procs>1 and procs<10")
    screen.press(.enter)
    #expect(screen.state.total.processes == 4)
    screen.type("\\")
    screen.press(.control("u"))
    screen.type("worker")
    screen.press(.enter)
    #expect(screen.state.total.processes == 3)
    screen.type("_g-")
    #expect(screen.state.total.processes == 3)
  }

  @Test("leaves out what ended, although it is still shown for a moment")
  func removedObjects() {
    var screen = screen("6")
    let before = screen.state.total
    var fixture = HostFixture.server()
    fixture.taken += 2
    fixture.end(2_001)
    screen.send(.snapshot(fixture.snapshot))
    #expect(screen.text.contains("python3"))
    #expect(screen.state.total.processes == before.processes - 1)
  }

  @Test("stands below the tree, and makes way where there is little namespace")
  func place() {
    #expect(screen("1").text.contains("total"))
    #expect(screen("6", 80, 24).text.contains("total  14 processes"))
    #expect(!screen("1", 40, 10).text.contains("total"))
    #expect(!screen("5").text.contains("total"))
  }
}
