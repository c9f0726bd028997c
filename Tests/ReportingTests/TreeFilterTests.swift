import Description
import Namespaces
import Reporting
import Testing

@Suite("A tree with a filter")
struct TreeFilterTests {
  private func lines(_ order: TreeText.Order, _ filter: String) throws -> [String] {
    try TreeText(HostFixture.snapshot(), filter: Filter(parsing: filter), ascii: true).lines(
      by: order)
  }

  @Test("keeps the namespaces for which it is true, with all who live there")
  func kind() throws {
    #expect(
      try lines(.kind, "kind=net and user=alice") == [
        "net (1)", "`- net:[12]  web (docker)  1 process", "   `- 60>7>1 alice guest",
      ])
  }

  @Test("keeps what owns a match, and leaves out what else it owns")
  func owner() throws {
    let lines = try lines(.owner, "kind=net and user=alice")
    #expect(
      lines == [
        "user:[1]  initial  1 process", "`- user:[11]  web (docker)  1 process",
        "   `- net:[12]  web (docker)  1 process",
      ])
  }

  @Test("keeps the ancestors of a process for which it is true")
  func process() throws {
    let lines = try lines(.process, "user=alice")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("50 root sh -i"))
    #expect(lines[1].hasPrefix("`- 60>7>1 alice guest"))
    #expect(try self.lines(.process, "user=root").count == 1)
  }

  @Test(
    "is empty when nothing passes, and whole without a filter",
    arguments: TreeText.Order.allCases)
  func extremes(order: TreeText.Order) throws {
    #expect(try lines(order, "user=nobody and kind=net").isEmpty)
    let whole = TreeText(HostFixture.snapshot(), ascii: true).lines(by: order)
    #expect(!whole.isEmpty)
    #expect(try lines(order, "procs>=0 or user=root or user=alice") == whole)
  }
}
