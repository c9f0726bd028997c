import Procfs
import Synchronization
import SystemCalls
import Testing

@testable import BPFIterators

@Suite("What the kernel hands over in one pass")
struct TaskIteratorTests {
  /// A row on a task as the program writes it.
  private static func row(
    _ tid: UInt32, of pid: UInt32, net: UInt32 = 1, running: Bool = false, ran: UInt32 = 0,
    ended: UInt32 = 0, slices: UInt32 = 0
  ) -> [UInt32] {
    var inodes = [UInt32](repeating: 7, count: 10)
    inodes[4] = net
    return [tid, pid] + inodes + [2, running ? 1 : 0, ran, 0, ended, 0, slices, 0]
  }

  private func pass(_ rows: [UInt32]...) -> TaskIterator {
    let words = Array(rows.joined())
    var pass = TaskIterator { target in
      target = words
      return words.count
    }
    pass.refresh()
    return pass
  }

  @Test("a process has run as long and as often as all its threads")
  func runTime() {
    let pass = pass(
      Self.row(10, of: 10, ran: 100, ended: 5, slices: 3),
      Self.row(11, of: 10, running: true, ran: 20, slices: 4),
      Self.row(30, of: 30, ran: .max), Self.row(31, of: 30, ran: 2))
    #expect(pass.task(10)?.runTime == RunTime(nanoseconds: 125, turns: 7))
    #expect(pass.task(10)?.isRunning == true)
    #expect(pass.task(30)?.runTime.nanoseconds == UInt64(UInt32.max) + 2)
    #expect(pass.task(30)?.isRunning == false)
    #expect(pass.task(12) == nil)
  }

  @Test("a pass that fails tells of nobody")
  func failure() {
    var pass = TaskIterator { _ throws(Errno) in throw .notPermitted }
    pass.refresh()
    #expect(pass.task(10) == nil)
  }

  @Test("threads elsewhere than their main thread are told, also those with a lower number")
  func divergentThreads() {
    let pass = pass(
      Self.row(3, of: 10, net: 2), Self.row(10, of: 10), Self.row(11, of: 10),
      Self.row(12, of: 10, net: 2))
    #expect(pass.divergentThreads(of: 10) == [3, 12])
    #expect(pass.divergentThreads(of: 11).isEmpty)
  }

  @Test("rows in another order are put in order, and tasks without a number left out")
  func order() {
    let pass = pass(
      Self.row(0, of: 0), Self.row(20, of: 20, net: 5), Self.row(10, of: 10, net: 6))
    #expect(pass.task(20)?.inodes[4] == 5)
    #expect(pass.task(10)?.inodes[4] == 6)
  }

  @Test("files that threads share apart from their process are told of the first of them")
  func sharedFiles() throws {
    let net: UInt32 = 0x4000_0000
    let words: [UInt32] = [
      100, 0, 1, 0, 10, 10, 3, net,
      100, 0, 2, 0, 11, 10, 3, net,
      100, 0, 2, 0, 12, 10, 3, net,
      200, 0, 2, 0, 11, 10, 4, 0,
    ]
    var pass = FileIterator { target in
      target = words
      return words.count
    }
    var seen: [[UInt32?]] = []
    try pass.visit {
      seen.append([UInt32($0.tid), UInt32($0.descriptor), $0.inode, $0.kind])
    }
    #expect(seen == [[10, 3, 100, net], [11, 3, 100, net], [11, 4, 200, nil]])
  }

  @Test("files whose pass was begun are those of that pass, once")
  func begun() throws {
    let passes = Mutex<UInt32>(0)
    var pass = FileIterator { target throws(Errno) in
      let number = passes.withLock { number in
        number += 1
        return number
      }
      if number == 3 { throw .notPermitted }
      target = [100 + number, 0, 1, 0, 10, 10, 3, 0]
      return target.count
    }
    func inodes() throws(Errno) -> [UInt32] {
      var inodes: [UInt32] = []
      try pass.visit { inodes.append($0.inode) }
      return inodes
    }
    pass.begin()
    #expect(try inodes() == [101])
    #expect(try inodes() == [102])
    pass.begin()
    #expect(throws: Errno.notPermitted) { try inodes() }
    #expect(try inodes() == [104])
  }
}

@Suite("A program for the kernel")
struct AssemblyTests {
  @Test("is written as the kernel reads it")
  func instructions() {
    var program = BPFAssembler()
    program.move(.r6, .r1)
    program.load(4, .r1, from: .frame, -8)
    program.add(.r3, -1)
    program.call(.write)
    program.exit()
    #expect(
      program.instructions == [
        0x0000_0000_0000_16BF, 0x0000_0000_FFF8_A161, 0xFFFF_FFFF_0000_0307,
        0x0000_007F_0000_0085, 0x0000_0000_0000_0095,
      ])
  }

  @Test("jumps over what is to be done only now and then")
  func jumps() {
    var program = BPFAssembler()
    program.unlessZero(.r7) { program in
      program.ifEqual(.r1, 5) { $0.clear(at: -8) }
      program.exit()
    }
    #expect(
      program.instructions == [
        0x0000_0000_0003_0715, 0x0000_0005_0001_0155, 0x0000_0000_FFF8_0A7A, 0x95,
      ])
  }

  @Test("casts what the kernel vouches for, where the kernel has what it takes")
  func cast() throws {
    var fixture = BTFFixture()
    fixture.type(4, "task", entries: 0, 8)  // 1
    fixture.type(12, "bpf_rdonly_cast", 0)  // 2
    let names = ["task", BPFAssembler.Cast.function]
    let types = try #require(BTFTypes(fixture.bytes, finding: names))
    var program = BPFAssembler()
    program.distrust(.r7, BPFAssembler.Cast(to: "file", types))
    #expect(program.instructions.isEmpty)
    program.distrust(.r7, BPFAssembler.Cast(to: "task", types))
    #expect(
      program.instructions == [0x71BF, 0x0000_0001_0000_02B7, 0x0000_0002_0000_2085, 0x07BF])
  }

  @Test("follows the pointers of a path unless one is null")
  func path() {
    var program = BPFAssembler()
    program.load(
      MemberPath(pointers: [16], offset: 4, size: 4), from: .r7, into: .r1, then: { $0.exit() })
    #expect(
      program.instructions == [0x0000_0000_0010_7179, 0x0000_0000_0002_0115, 0x0004_1161, 0x95])
  }
}
