import Glibc
import Kernel
import Namespaces
import TestSupport
import Testing

@testable import Scanning

/// The search through this process's own descriptors, which the tests put where they want them.
@Suite("What descriptors keep alive", .serialized, .requiresRoot)
struct DescriptorSearchTests {
  private let pid = Host.processID

  /// What is found behind the numbers from 100 on, which are the tests' own.
  private func holders(_ sources: ScanSources = .all) throws -> [Holder] {
    var search = try DescriptorSearch(root: "/proc", sources: sources)
    return search.findings(of: pid, hasThreads: false).map(\.holder).filter {
      switch $0 {
      case .descriptor(_, _, let fd), .socket(_, _, let fd): fd >= 100
      default: true
      }
    }
  }

  /// Copies a descriptor to numbers while `body` runs.
  private func with(
    _ file: borrowing Descriptor, at numbers: [Int32], _ body: () throws -> Void
  ) throws {
    for number in numbers { try #require(dup2(file.rawValue, number) == number) }
    defer { for number in numbers { close(number) } }
    try body()
  }

  @Test(
    "is found at every number, wherever there are gaps",
    arguments: [
      Array(100..<400), [100, 101, 103, 104], [100, 300, 301, 900],
      Array(stride(from: 100, to: 300, by: 2)),
    ] as [[Int32]])
  func gaps(_ numbers: [Int32]) throws {
    let file = try Descriptor.open("/proc/self/ns/uts")
    try with(file, at: numbers) {
      let found = try holders()
      #expect(found == numbers.map { .descriptor(pid: pid, fd: $0) })
    }
  }

  @Test("is found from the first number on, without a gap")
  func dense() throws {
    // Every number below is taken, so that none has to be listed.
    let file = try Descriptor.open("/proc/self/ns/uts")
    let free = (0..<Int32(100)).filter { fcntl($0, F_GETFD) == -1 }
    try with(file, at: free + Array(100..<110)) {
      let found = try holders()
      #expect(found == (100..<110).map { .descriptor(pid: pid, fd: $0) })
    }
  }

  @Test("is told of sockets and namespaces alike, and of nothing else")
  func kinds() throws {
    let files = try [
      Descriptor.open("/dev/null").take(), Descriptor.open("/proc/self/ns/net").take(),
      Descriptor.open("/proc/self/status").take(),
      Descriptor(owning: socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)).take(),
    ]
    defer { for file in files { close(file) } }
    let numbers = Array(100..<Int32(112))
    for number in numbers { try #require(dup2(files[Int(number) % 4], number) == number) }
    defer { for number in numbers { close(number) } }
    #expect(
      try holders() == [
        .descriptor(pid: pid, fd: 101), .socket(pid: pid, fd: 103),
        .descriptor(pid: pid, fd: 105), .socket(pid: pid, fd: 107),
        .descriptor(pid: pid, fd: 109), .socket(pid: pid, fd: 111),
      ])
    #expect(try holders([.sockets]).count == 3)
    #expect(try holders([.descriptors]).count == 3)
  }
}
