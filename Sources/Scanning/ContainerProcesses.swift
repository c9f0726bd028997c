public import Namespaces
internal import Procfs
internal import SystemCalls

/// The processes by which the containers of a host are known, found without reading any other: for
/// most processes the links of their namespaces and their names are all that is looked at.
///
/// These are the processes outside of the initial namespaces, all processes above them, those whose
/// namespaces are hidden, and the services that are asked for by name.
public struct ContainerProcesses {
  /// Their pids, ascending.
  public private(set) var pids: [Int32]

  /// The thread of the kernel that starts all others; it lives in the initial namespaces.
  private static let kernel: Int32 = 2

  /// Finds them; nil where nothing tells the initial namespaces.
  ///
  /// - Parameters:
  ///   - services: the names of programs that know containers, such as `dockerd`.
  ///   - root: the directory to look in, another than `/proc` for a recorded tree.
  ///   - snapshot: what was just seen there, whose links need not be read again.
  /// - Throws: when `root` cannot be read.
  public init?(
    services: Set<String>, root: String = "/proc", in snapshot: Snapshot? = nil
  ) throws(ScanError) {
    do throws(Errno) {
      var search = try Search(root: root, services: services)
      guard search.stat(of: Self.kernel)?.isKernelThread == true,
        let host = try? search.reader.links(ProcPath(Self.kernel, "ns"))
      else { return nil }
      let listed =
        if let snapshot {
          snapshot.tasks(outside: host)
        } else {
          try search.pids().map { Task(pid: $0, isElsewhere: nil) }
        }
      let parts = concurrently(onPartsOf: listed) { part in
        var found: [Int32] = []
        guard var search = try? Search(root: root, services: services) else {
          return part.map(\.pid)
        }
        for task in part where search.mayTell(task, host: host) { found.append(task.pid) }
        return found
      }
      let found = parts.flatMap(\.self)
      var all: Set<Int32> = [1, Self.kernel]
      all.formUnion(found)
      for pid in found {
        var pid = pid
        while let parent = search.stat(of: pid)?.parent, parent > 0, all.insert(parent).inserted {
          pid = parent
        }
      }
      pids = all.sorted()
    } catch {
      throw ScanError(root: root, reason: error)
    }
  }

  /// A process, and whether its links are others than the host's; nil where that is not known yet.
  fileprivate struct Task: Sendable {
    var pid: Int32
    var isElsewhere: Bool?
  }

  /// Looks at processes; each thread has its own.
  private struct Search: ~Copyable {
    let proc: Descriptor
    let services: Set<String>
    var reader: TaskReader
    var text = [UInt8](repeating: 0, count: 1 << 15)

    init(root: String, services: Set<String>) throws(Errno) {
      let kinds = NamespaceKind.allCases.map { Int($0.rawValue) }
      let proc = try Descriptor.open(root, Descriptor.directory)
      let reader = try TaskReader(root: root, linkSlots: kinds)
      self.proc = proc
      self.reader = reader
      self.services = services
    }

    /// All processes.
    mutating func pids() throws(Errno) -> [Int32] {
      var pids: [Int32] = []
      try proc.open(".", Descriptor.directory).forEachNumber(buffer: &text) { pids.append($0) }
      return pids
    }

    /// Whether a process lives elsewhere than the host does, or is one of the services.
    mutating func mayTell(_ task: Task, host: NamespaceLinks) -> Bool {
      do throws(Errno) {
        let isElsewhere =
          if let known = task.isElsewhere { known } else {
            try reader.links(ProcPath(task.pid, "ns")) != host
          }
        if isElsewhere { return true }
        let count = try proc.readFile(ProcPath(task.pid, "comm"), into: &text)
        return services.contains(String(decoding: text.prefix(max(0, count - 1)), as: UTF8.self))
      } catch {
        // One whose namespaces are hidden may be anywhere.
        return !error.isGone
      }
    }

    mutating func stat(of pid: Int32) -> ProcessStat? {
      guard let count = try? proc.readFile(ProcPath(pid, "stat"), into: &text) else { return nil }
      return ProcessStat(text.span.extracting(0..<count))
    }
  }
}

extension Snapshot {
  /// All processes, with whether they live elsewhere than the host does.
  ///
  /// Records are read in place, by one thread: ten thousand processes share their links, and threads
  /// that count the users of one value wait for each other.
  fileprivate func tasks(outside host: NamespaceLinks) -> [ContainerProcesses.Task] {
    processes.indices.map { index in
      let links = processes[index].links
      // Where future children will live was not asked of the host.
      let isElsewhere = NamespaceKind.allCases.contains { links[$0] != host[$0] }
      return .init(pid: processes[index].pid, isElsewhere: links.isEmpty ? nil : isElsewhere)
    }
  }
}
