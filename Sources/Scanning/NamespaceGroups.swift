internal import NamespacePaths
internal import Namespaces
internal import SystemCalls

/// Gathers the members of each namespace, and what holds namespaces beside members.
///
/// One pass over the processes, one look-up per link: never a list walked per namespace.
struct NamespaceGroups {
  /// What was gathered of one namespace.
  struct Group {
    var kind: NamespaceKind
    var inode: UInt32
    var members: [Int32] = []
    var holders: [Holder] = []
    var namespacePath: NamespacePath

    /// Some of the processes and threads that live in the namespace.
    var tasks: [HolderSearch.Task] {
      switch namespacePath {
      case .thread(let pid, let tid): return [(pid, tid)]
      // Of all that live there this process alone is sure to do so until the look is over.
      default:
        let own = Host.processID
        return (members.filter { $0 == own } + members.prefix(8)).map { ($0, $0) }
      }
    }
  }

  private struct Key: Hashable {
    var kind: NamespaceKind
    var inode: UInt32
  }

  /// The namespaces that were met.
  private(set) var groups: [Group] = []

  /// By kind and inode: an inode may be given to a namespace of another kind while processes are
  /// still read.
  private var indices: [Key: Int] = [:]

  /// The last group of each kind: neighbours in the list of processes mostly share theirs.
  private var latest: [Int] = Array(repeating: -1, count: NamespaceKind.allCases.count)

  /// Counts a process and its threads in.
  mutating func add(_ process: borrowing ProcessRecord) {
    for kind in NamespaceKind.allCases {
      let inode = process.links[kind]
      if inode == 0 { continue }
      let slot = Int(kind.rawValue)
      var group = latest[slot]
      if group < 0 || groups[group].inode != inode {
        group = index(of: inode, kind, namespacePath: .process(pid: process.pid))
        latest[slot] = group
      }
      groups[group].members.append(process.pid)
    }
    addForChildren(process.links, pid: process.pid, tid: process.pid)
    for thread in process.divergentThreads { add(thread, of: process) }
  }

  /// Counts a reason that a source found.
  mutating func add(_ foundHolder: FoundHolder, namespacePath: NamespacePath) {
    let group = index(of: foundHolder.inode, foundHolder.kind, namespacePath: namespacePath)
    groups[group].holders.append(foundHolder.holder)
  }

  /// The group of a namespace.
  func group(of kind: NamespaceKind, _ inode: UInt32) -> Group? {
    indices[Key(kind: kind, inode: inode)].map { groups[$0] }
  }

  /// Adds a namespace of which no member and no holder was found.
  mutating func add(_ kind: NamespaceKind, _ inode: UInt32, namespacePath: NamespacePath) {
    _ = index(of: inode, kind, namespacePath: namespacePath)
  }

  private mutating func addForChildren(_ links: NamespaceLinks, pid: Int32, tid: Int32) {
    for kind in [NamespaceKind.pid, .time] {
      guard let inode = links.forChildren(kind) else { continue }
      let group = index(of: inode, kind, namespacePath: .forChildren(tid: tid))
      groups[group].holders.append(.forChildren(pid: pid, tid: tid))
    }
  }

  private mutating func add(_ thread: DivergentThread, of process: borrowing ProcessRecord) {
    for kind in NamespaceKind.allCases {
      let inode = thread.links[kind]
      if inode == 0 || inode == process.links[kind] { continue }
      let namespacePath = NamespacePath.thread(pid: process.pid, tid: thread.tid)
      let group = index(of: inode, kind, namespacePath: namespacePath)
      groups[group].holders.append(.thread(pid: process.pid, tid: thread.tid))
    }
    addForChildren(thread.links, pid: process.pid, tid: thread.tid)
  }

  private mutating func index(
    of inode: UInt32, _ kind: NamespaceKind, namespacePath: @autoclosure () -> NamespacePath
  ) -> Int {
    let key = Key(kind: kind, inode: inode)
    if let index = indices[key] { return index }
    indices[key] = groups.count
    groups.append(Group(kind: kind, inode: inode, namespacePath: namespacePath()))
    return groups.count - 1
  }
}
