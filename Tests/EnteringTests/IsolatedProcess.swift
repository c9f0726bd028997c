import Entering
import Namespaces
import Scanning
import SystemCalls
import Testing

/// A target made for a test: a process that sleeps in namespaces of its own, and ends with the
/// value.
struct IsolatedProcess: ~Copyable {
  let pid: Int32

  /// Makes new namespaces of these kinds; a user namespace has all of the caller's ids.
  init(_ kinds: Set<NamespaceKind>, after: [ChildCall] = []) throws {
    let flags = kinds.reduce(0) { $0 | $1.cloneFlag }
    var calls = [ChildCall.unshare(flags: flags)]
    if kinds.contains(.user) { calls.append(.pause) }
    if kinds.contains(.mnt) { calls.append(.isolateMounts) }
    if kinds.contains(.pid) || kinds.contains(.time) { calls.append(.fork) }
    if kinds.isSuperset(of: [.pid, .mnt]) { calls.append(.mountProc(path: "/proc")) }
    pid = try Self.start(calls + after)
  }

  /// Has a process make these calls and then sleep, by whatever program does that.
  init(
    calls: [ChildCall], program: [String] = ["/bin/sleep", "600"], environment: [String] = []
  ) throws {
    pid = try Self.start(calls, program, environment)
  }

  private static func start(
    _ calls: [ChildCall], _ words: [String] = ["/bin/sleep", "600"], _ environment: [String] = []
  ) throws -> Int32 {
    var program = ChildProgram()
    for call in calls { program.add(call) }
    program.add(
      .execute(paths: [words[0]], arguments: words, environment: environment))
    var child = try program.start()
    var failure: (any Error)?
    while let report = try child.next() {
      if case .pause = report.call {
        for map in ["uid_map", "gid_map"] {
          let file = try Descriptor.open("/proc/\(child.pid)/\(map)", Descriptor.writing)
          try file.write(Array("0 0 4294967295\n".utf8))
        }
        try child.resume()
      }
      if let error = report.error { failure = error }
    }
    if let failure { throw failure }
    return child.pid
  }

  deinit {
    end()
  }

  /// Ends the process and waits for it.
  func end() {
    kill()
    _ = try? ExitStatus(waitingFor: pid)
  }

  /// Ends the process without waiting: the first process of a pid namespace is not gone before all
  /// that was entered there has been waited for.
  func kill() {
    try? ProcessHandle(pid: pid).send(signal: 9)
  }

  /// The inode of the process's namespace of a kind, as readlink(2) tells it.
  func inode(_ kind: NamespaceKind) throws -> UInt32 { try Self.inode(kind, of: "\(pid)") }

  static func inode(_ kind: NamespaceKind, of process: String = "self") throws -> UInt32 {
    UInt32(try FileStatus(path: "/proc/\(process)/ns/\(kind)").inode)
  }
}

/// What there is now.
func look() throws -> Snapshot {
  var scanner = try NamespaceScanner()
  return try scanner.scan()
}

extension Snapshot {
  /// The process as a target.
  func target(_ pid: Int32) throws -> EntryTarget { .process(try #require(process(pid: pid)).id) }
}

extension EntryOptions {
  /// The choice to run a shell's command line, without terminals.
  static func running(_ line: String, _ change: (inout EntryOptions) -> Void = { _ in })
    -> EntryOptions
  {
    var options = EntryOptions()
    options.streams = .pipes
    options.command = ["sh", "-c", line]
    change(&options)
    return options
  }
}

/// Enters the target of a process and returns what the command wrote, and its status.
func enter(_ pid: Int32, _ options: EntryOptions) throws -> (output: String, code: Int32) {
  let snapshot = try look()
  return try EntryPlan(snapshot.target(pid), options: options, in: snapshot).output()
}

extension EntryPlan {
  /// Performs the plan and returns what the command wrote (at most 64 KiB), and its status.
  func output() throws -> (output: String, code: Int32) {
    try collect { try perform(from: EntryCaller(output: $0)) }
  }
}

/// Runs what writes to a descriptor, and returns what it wrote (at most 64 KiB) and its status.
func collect(_ body: (Int32) throws -> EntryOutcome) throws -> (output: String, code: Int32) {
  let (reading, writing) = try Pipe().split()
  let outcome: EntryOutcome
  do {
    let end = Descriptor(owning: writing)
    outcome = try body(end.rawValue)
  }
  let pipe = Descriptor(owning: reading)
  var text: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = try pipe.read(into: &chunk), count > 0 { text += chunk.prefix(count) }
  return (String(decoding: text, as: UTF8.self), outcome.code)
}
