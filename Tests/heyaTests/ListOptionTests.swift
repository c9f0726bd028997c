import TestSupport
import Testing

@Suite("The options of heya list and tree")
struct ListOptionTests {
  private func rows(_ arguments: String...) throws -> [[String]] {
    let output = try BuiltProgram.run("heya", ["list", "--no-header"] + arguments)
    try #require(output.status == 0, "\(output.errors)")
    return output.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  }

  @Test("the columns come as they were named, without their heads if so wanted")
  func columns() throws {
    let lines = try rows("--columns", "inode,kind", "--kind", "user")
    #expect(!lines.isEmpty)
    #expect(lines.allSatisfy { $0.count == 2 && Int($0[0]) != nil && $0[1] == "user" })
    let headed = try BuiltProgram.run("heya", ["list", "--columns", "inode,kind"])
    #expect(headed.text.split(separator: "\n").first?.split(separator: " ") == ["INODE", "KIND"])
  }

  @Test("only the kinds that were named are there")
  func kinds() throws {
    let lines = try rows("--columns", "kind", "--kind", "net,pid")
    #expect(Set(lines.joined()) == ["net", "pid"])
  }

  @Test("rows are sorted by the column that was named")
  func sort() throws {
    let inodes = try rows("--columns", "inode", "--sort", "inode").joined().compactMap(Int.init)
    #expect(inodes == inodes.sorted() && inodes.count > 7)
    let counts = try rows("--columns", "procs", "--sort", "procs").joined().compactMap(Int.init)
    #expect(counts == counts.sorted() || counts == counts.sorted(by: >))
  }

  @Test("a filter leaves what it is true for, and an error of it points at the character")
  func filter() throws {
    let initial = try rows("--columns", "inode", "--filter", "kind=user and initial")
    #expect(initial == [["4026531837"]])
    let wrong = try BuiltProgram.run("heya", ["list", "--filter", "kind=net and colour=red"])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("at character 14 of the filter"))
    #expect(wrong.errors.contains("\n               ^"))
  }

  @Test(
    "the tree begins with what it is ordered by", arguments: ["kind", "owner", "pid", "process"])
  func tree(_ order: String) throws {
    let output = try BuiltProgram.run("heya", ["tree", "--by", order])
    #expect(output.status == 0)
    let first = try #require(output.text.split(separator: "\n").first)
    switch order {
    case "kind": #expect(first.hasPrefix("user"))
    case "owner": #expect(first.contains("user:["))
    case "pid": #expect(first.contains("pid:["))
    default: #expect(first.contains("1 "))
    }
  }

  @Test("the tree takes the filter of the list, and shows the same namespaces", .requiresRoot)
  func filteredTree() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(0x0400_0000)")
    let filter = "pid=\(helper.pid) and not initial"
    let listed = try rows("--columns", "kind,inode", "--filter", filter)
    #expect(listed.count == 1)
    let tree = try BuiltProgram.run("heya", ["tree", "--ascii", "--filter", filter])
    #expect(tree.text.split(separator: "\n").first == "uts (1)")
    #expect(tree.text.contains("uts:[\(listed[0][1])]"))
    #expect(tree.text.contains("\(helper.pid) "))
    let ancestors = try BuiltProgram.run(
      "heya", ["tree", "--by", "process", "--ascii", "--filter", "pid=\(helper.pid)"])
    let lines = ancestors.text.split(separator: "\n")
    #expect(lines.first?.hasPrefix("1 ") == true)
    #expect(lines.last?.contains("- \(helper.pid) ") == true)
    let wrong = try BuiltProgram.run("heya", ["tree", "--filter", "colour=red"])
    #expect(wrong.status == 2 && wrong.errors.contains("character"))
  }
}
