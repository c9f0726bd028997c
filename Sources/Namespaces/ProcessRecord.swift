/// What a scan knows of one process.
///
/// Text is in its visible form: control characters, invalid UTF-8 and bidirectional overrides are
/// written as escapes, so that it can go to a terminal as it is.
public struct ProcessRecord: Sendable, Hashable {
  /// The process id in the pid namespace of `/proc`.
  public var pid: Int32

  /// The parent's process id; 0 when it has none or lives in an outer pid namespace.
  public var parent: Int32

  /// The name of the main thread (`comm`, at most 15 bytes; proc_pid_comm(5)).
  public var name: String

  /// The command line, its arguments joined with spaces; empty for kernel threads and zombies.
  public var command: String

  /// ``name`` as the process wrote it; nil where that is the same, as it nearly always is.
  ///
  /// In the visible form a newline looks like a backslash with an n behind it; here they are two.
  public var writtenName: String?

  /// ``command`` as the process wrote it, between its arguments spaces; nil where that is the same.
  public var writtenCommand: String?

  /// The effective user id, in the observer's user namespace.
  public var uid: UInt32

  /// The state letter of proc_pid_stat(5), such as `S` for sleeping and `Z` for a zombie.
  public var state: ProcessState

  /// Whether it is a thread of the kernel (`PF_KTHREAD`), which no program runs in.
  public var isKernelThread: Bool

  /// Whether the kernel did not let the observer look at ``links`` (EACCES: it takes the same user
  /// or CAP_SYS_PTRACE, see ptrace(2), "Ptrace access mode checking").
  public var linksAreHidden: Bool

  /// The number of its threads.
  public var threads: Int32

  /// When the process started, in clock ticks (1/100 s) after boot (proc_pid_stat(5), field 22).
  ///
  /// With ``pid`` it tells the process from a later one that was given the same number.
  public var startTicks: UInt64

  /// CPU time spent in user and kernel mode by all threads, in clock ticks (1/100 s).
  public var cpuTicks: UInt64

  /// Resident memory in bytes (proc_pid_stat(5), field 24, in pages of the host's size).
  public var residentBytes: UInt64

  /// Its pid in each pid namespace nested in the observer's, outermost first (`NSpid` of
  /// proc_pid_status(5) without the first); empty when it lives in the observer's own.
  public var nestedPIDs: [Int32]

  /// The namespaces of the main thread.
  public var links: NamespaceLinks

  /// Threads that are in another namespace than the main thread, such as after a thread's own
  /// unshare(2); empty for nearly every process.
  public var divergentThreads: [DivergentThread]

  /// Creates a record of a process of which only the numbers are known yet.
  public init(pid: Int32, parent: Int32 = 0) {
    self.pid = pid
    self.parent = parent
    name = ""
    command = ""
    writtenName = nil
    writtenCommand = nil
    uid = 0
    state = .unknown
    startTicks = 0
    isKernelThread = false
    threads = 1
    cpuTicks = 0
    residentBytes = 0
    nestedPIDs = []
    links = NamespaceLinks()
    linksAreHidden = false
    divergentThreads = []
  }

  /// What tells this process from a later one with the same pid.
  public var id: ProcessID { ProcessID(pid: pid, startTicks: startTicks) }

  /// The pid inside the innermost pid namespace that the process lives in.
  public var innermostPID: Int32 { nestedPIDs.last ?? pid }
}

extension ProcessRecord {
  /// The name, or where only the command line was read the program's.
  package var shownName: String {
    if !name.isEmpty { return name }
    let program = command.split(separator: " ").first?.split(separator: "/").last
    return program.map(String.init) ?? ""
  }

  /// The command line, in brackets the name of what has none.
  package var shownCommand: String { command.isEmpty ? "[\(name)]" : command }
}

/// A process, told from a later one that was given the same pid.
public struct ProcessID: Sendable, Hashable, Codable {
  /// The process id in the pid namespace of `/proc`.
  public var pid: Int32

  /// When it started, in clock ticks after boot.
  public var startTicks: UInt64

  /// Creates the identity of a process.
  public init(pid: Int32, startTicks: UInt64) {
    self.pid = pid
    self.startTicks = startTicks
  }
}

/// A thread that is in other namespaces than its process's main thread.
public struct DivergentThread: Sendable, Hashable {
  /// The thread id.
  public var tid: Int32

  /// The namespaces of the thread.
  public var links: NamespaceLinks

  /// Creates a record of a stray thread.
  public init(tid: Int32, links: NamespaceLinks) {
    self.tid = tid
    self.links = links
  }
}

/// The state of a process as a letter of proc_pid_stat(5).
public struct ProcessState: RawRepresentable, Sendable, Hashable {
  /// The letter as ASCII.
  public var rawValue: UInt8

  /// Creates a state from its letter.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The state is not known.
  public static let unknown = ProcessState(rawValue: UInt8(ascii: "?"))

  /// Running or ready to run.
  public static let running = ProcessState(rawValue: UInt8(ascii: "R"))

  /// Waiting, and not to be disturbed by signals, as for a disk or a file server.
  public static let blocked = ProcessState(rawValue: UInt8(ascii: "D"))

  /// Ended, but not yet waited for by its parent; it has no namespace links any more.
  public static let zombie = ProcessState(rawValue: UInt8(ascii: "Z"))
}

extension ProcessState: CustomStringConvertible {
  /// The letter.
  public var description: String { String(UnicodeScalar(rawValue)) }
}
