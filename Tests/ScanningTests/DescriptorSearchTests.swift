import Glibc
import Namespaces
import SystemCalls
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
    return search.foundHolders(of: pid, hasThreads: false).map(\.holder).filter {
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

  /// Two numbers after the first are free, which the search itself takes.
  @Test(
    "is found at every number, before and after gaps",
    arguments: [
      [100, 103, 104], [100, 104, 106, 108], [100, 105], [100, 300, 301, 900],
      [100] + Array(103..<400), [100] + Array(stride(from: 104, to: 300, by: 2)),
    ] as [[Int32]], [true, false])
  func gaps(_ numbers: [Int32], _ isFullBelow: Bool) throws {
    let file = try Descriptor.open("/proc/self/ns/uts")
    let free = (0..<Int32(100)).filter { isFullBelow && fcntl($0, F_GETFD) == -1 }
    try with(file, at: free + numbers) {
      let found = try holders()
      #expect(found == numbers.map { .descriptor(pid: pid, fd: $0) })
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
