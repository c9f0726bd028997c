import Namespaces
import TestSupport
import Testing

@testable import Scanning

@Suite("Reading a process")
struct TaskReaderTests {
  @Test("memory is counted in pages of the kernel's size", arguments: [4096, 16_384, 65_536])
  func pages(size: Int) throws {
    let tree = try ProcTree()
    try tree.add(7)
    var reader = try TaskReader(root: tree.path, linkSlots: [], pageSize: size)
    // The tree's processes have 25 pages resident.
    #expect(try reader.process(7).residentBytes == UInt64(25 * size))
  }
}
