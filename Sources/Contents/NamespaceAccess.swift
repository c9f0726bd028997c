internal import Escaping
internal import Limits
internal import NamespacePaths
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// A namespace that is looked into, and the ways to do so.
struct NamespaceAccess: Sendable {
  /// The namespace.
  let namespace: Namespace

  /// The scan that saw it.
  let snapshot: Snapshot

  init(_ namespace: Namespace, in snapshot: Snapshot) {
    self.namespace = namespace
    self.snapshot = snapshot
  }

  /// Whether it is the namespace of this process.
  var isOwn: Bool { snapshot.observer.links[namespace.kind] == namespace.id.inode }

  /// Opens the namespace; where it `waits`, a file server on the way is waited for, for a while.
  func open(waits: Bool = true) throws(Errno) -> NamespaceHandle {
    guard let namespacePath = snapshot.namespacePath(to: namespace) else {
      throw isOutOfReach ? .accessDenied : .noSuchFile
    }
    return try namespacePath.open(namespace.id, waits: waits)
  }

  /// Runs `body` inside.
  func runInside<Value: Sendable>(
    _ body: @Sendable () throws(Errno) -> Value
  ) throws(Errno) -> Value {
    if isOwn { return try body() }
    return try open().runInside(body)
  }

  /// Reads a file of the directory in `/proc` of a process that lives in the namespace: of this
  /// process, of a member, or of a placeholder where there is none.
  func text(ofMember file: String) throws(Errno) -> TextFile {
    if isOwn { return try TextFile("/proc/self/\(file)") }
    if let bytes = try memberBytes(file) { return TextFile(bytes: bytes) }
    let placeholder = try PlaceholderProcess(in: open())
    return try TextFile("/proc/\(placeholder.pid)/\(file)")
  }

  /// The file of the first member that lets it be read; nil when there is no member any more.
  ///
  /// - Throws: what the kernel said of the last member that there is.
  func memberBytes(_ file: String) throws(Errno) -> [UInt8]? {
    try memberBytes(file) { file throws(Errno) in try file.contents() }
  }

  /// What `read` makes of the file of the first member that lets it be read.
  func memberBytes<Content>(
    _ file: String, _ read: (borrowing Descriptor) throws(Errno) -> Content
  ) throws(Errno) -> Content? {
    var refusal: Errno?
    for pid in members.prefix(8) {
      do throws(Errno) {
        let bytes = try read(Descriptor.open("/proc/\(pid)/\(file)"))
        if try isMember(pid) { return bytes }
      } catch {
        if error != .noSuchFile, error != .noSuchProcess { refusal = error }
      }
    }
    if let refusal { throw refusal }
    return nil
  }

  private var members: [Int32] {
    namespace.members.filter { snapshot.process(pid: $0).map { $0.state != .zombie } ?? false }
  }

  private func isMember(_ pid: Int32) throws(Errno) -> Bool {
    let status = try FileStatus(path: "/proc/\(pid)/ns/\(namespace.kind.name)")
    return status.inode == UInt64(namespace.id.inode)
  }

  /// Whether something holds the namespace that this process may not open.
  private var isOutOfReach: Bool { !namespace.members.isEmpty || !namespace.holders.isEmpty }
}

/// A small file of text, its lines in a form that can go to a terminal.
struct TextFile: Sendable, Hashable {
  /// The lines.
  var lines: [String]

  /// Whether the file has more than is read of a table.
  var isCut = false

  /// Reads the file at `path`.
  init(_ path: String) throws(Errno) {
    var bytes = [UInt8](repeating: 0, count: 16384)
    let beginning = try Descriptor.open(path).readOn(into: &bytes, limit: ReadLimits.table)
    self.init(bytes: Array(bytes[..<beginning.count]))
    isCut = beginning.isCut
    // The last line may not be whole.
    if isCut { lines.removeLast() }
  }

  /// Takes a text apart.
  init(bytes: [UInt8]) {
    lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(visible: Array($0).span) }
  }

  /// The words of each line.
  var words: [[Substring]] { lines.map { $0.split(separator: " ") } }

  /// The number that the file is; nil when it is none.
  var number: UInt64? { lines.first.flatMap { UInt64($0) } }
}
