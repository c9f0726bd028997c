import Testing

@testable import SystemCalls

@Suite("The key that leaves a relayed shell")
struct DetachKeyTests {
  private func typed(_ texts: String...) -> [String?] {
    var key = DetachKey()
    return texts.map { key.filter($0.utf8).map { String(decoding: $0, as: UTF8.self) } }
  }

  @Test("is ~. at the beginning of a line, also typed byte by byte")
  func detach() {
    #expect(typed("~.") == [nil])
    #expect(typed("ls\r", "~", ".") == ["ls\r", "", nil])
  }

  @Test("is nothing within a line")
  func within() {
    #expect(typed("a~.") == ["a~."])
    #expect(typed("cd ~", ".") == ["cd ~", "."])
  }

  @Test("lets a ~ through that something else follows, and one of two")
  func passing() {
    #expect(typed("~/bin\r") == ["~/bin\r"])
    #expect(typed("~~.\r") == ["~.\r"])
    #expect(typed("~\r~.") == [nil])
  }
}
