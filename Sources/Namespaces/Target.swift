/// What a person names on the command line or in a dialog: a process, a thread or a namespace.
public enum Target: Sendable, Hashable {
  /// A process by its pid, as in `42`; where none has it, a pin or a container of that name.
  case process(pid: Int32)

  /// A thread, as in `42/43`.
  case thread(pid: Int32, tid: Int32)

  /// A namespace by kind and inode, as in `net:[4026531833]` or `net:4026531833`.
  case namespace(kind: NamespaceKind, inode: UInt32)

  /// A namespace by the number that is never reused, as in `id:8`.
  case unique(UInt64)

  /// A namespace by the path of a file that is one, as in `/run/netns/blue` or `/proc/42/ns/uts`.
  case path(RawPath)

  /// A pin or a container by its name.
  case name(String)

  /// The observer itself, as in `self`.
  case observer

  /// Reads what a person wrote; whatever looks like nothing else is a name.
  ///
  /// - Parameters:
  ///   - text: what was written, as text.
  ///   - bytes: what was written, where that need not be text.
  /// - Throws: when the text is empty, or looks like a process or namespace and is none.
  public init(parsing text: String, bytes: [UInt8]? = nil) throws(TargetError) {
    let path = bytes.map(RawPath.init(bytes:)) ?? RawPath(text)
    if text.isEmpty { throw .malformed(text) }
    if text == "self" {
      self = .observer
    } else if text.hasPrefix("/") {
      self = .path(path)
    } else if text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2F }) {
      self = try Self.task(text)
    } else if let colon = text.firstIndex(of: ":") {
      self = try Self.namespace(
        text, prefix: text[..<colon], rest: text[text.index(after: colon)...])
    } else {
      // Names are known in their visible form, as they are shown.
      self = .name(path.description)
    }
  }

  private static func task(_ text: String) throws(TargetError) -> Target {
    // No pid is written so, but names are.
    if !text.contains("/"), text.count > 1, text.hasPrefix("0") || Int32(text) == nil {
      return .name(text)
    }
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int32($0) }
    switch numbers.count {
    case 1: if let pid = numbers[0], pid > 0 { return .process(pid: pid) }
    case 2:
      if let pid = numbers[0], let tid = numbers[1], pid > 0, tid > 0 {
        return .thread(pid: pid, tid: tid)
      }
    default: break
    }
    throw .malformed(text)
  }

  private static func namespace(
    _ text: String, prefix: Substring, rest: Substring
  ) throws(TargetError) -> Target {
    if prefix == "id" {
      guard let unique = UInt64(rest) else { throw .malformed(text) }
      return .unique(unique)
    }
    // Anything else before a colon may be a runtime, as in `docker:web`.
    guard let kind = NamespaceKind(name: prefix) else { return .name(text) }
    let digits = rest.hasPrefix("[") && rest.hasSuffix("]") ? rest.dropFirst().dropLast() : rest
    guard let inode = UInt32(digits) else {
      // A kind may also stand before the name of a pin, as in `net:blue`.
      let isName = rest.first.map { !$0.isNumber && $0 != "[" } ?? false
      if isName { return .name(text) }
      throw .malformed(text)
    }
    return .namespace(kind: kind, inode: inode)
  }
}

extension Target: CustomStringConvertible {
  /// The target as one writes it.
  public var description: String {
    switch self {
    case .process(let pid): String(pid)
    case .thread(let pid, let tid): "\(pid)/\(tid)"
    case .namespace(let kind, let inode): "\(kind.name):[\(inode)]"
    case .unique(let number): "id:\(number)"
    case .path(let path): path.description
    case .name(let name): name
    case .observer: "self"
    }
  }
}

extension Snapshot {
  /// What a target turned out to be.
  public enum Object: Sendable, Hashable {
    /// A process.
    case process(ProcessRecord)

    /// A thread that is in other namespaces than its process's main thread.
    case thread(ProcessRecord, DivergentThread)

    /// A namespace.
    case namespace(Namespace)
  }

  /// Finds what `target` names.
  ///
  /// - Parameters:
  ///   - target: the target.
  ///   - inodeOfFile: tells the inode of the namespace whose file is at a path; nil when it is
  ///     none.
  /// - Returns: the object.
  /// - Throws: when there is none or more than one, with those that come near.
  public func resolve(
    _ target: Target, inodeOfFile: (RawPath) -> UInt32? = { _ in nil }
  ) throws(TargetError) -> Object {
    switch target {
    case .observer:
      if observer.pid == 0 { throw .observerUnnumbered }
      return .process(try process(named: observer.pid))
    case .process(let pid):
      if isName(pid) { return try object(named: String(pid)) }
      return .process(try process(named: pid))
    case .thread(let pid, let tid): return try thread(tid, of: process(named: pid))
    case .namespace(let kind, let inode):
      guard let found = namespace(inode: inode), found.kind == kind else {
        throw .unknown(UnknownTarget(target, in: self))
      }
      return .namespace(found)
    case .unique(let number):
      guard let found = namespaces.first(where: { $0.id.unique == number }) else {
        throw .unknown(UnknownTarget(target, in: self))
      }
      return .namespace(found)
    case .path(let path): return .namespace(try namespace(path: path, inodeOfFile))
    case .name(let name): return try object(named: name)
    }
  }

  /// The container that `target` names; nil when it names something else.
  ///
  /// - Throws: when nothing or more than one thing has the name, with those that come near.
  public func container(_ target: Target) throws(TargetError) -> Container? {
    switch target {
    case .name(let name): return try holder(of: name).container
    case .process(let pid) where isName(pid): return try holder(of: String(pid)).container
    default: return nil
    }
  }

  /// Whether a number is no process's, but the name of a container or a pin.
  private func isName(_ pid: Int32) -> Bool {
    guard process(pid: pid) == nil else { return false }
    let name = String(pid)
    return containers.contains { $0.name == name && $0.initProcess != nil }
      || !namespaces(pinnedAs: name).isEmpty
  }

  /// The namespace that is pinned by this name, or the first process of the container that has it.
  private func object(named name: String) throws(TargetError) -> Object {
    let (pin, container) = try holder(of: name)
    if let pin { return .namespace(pin) }
    if let first = container?.initProcess.flatMap({ process($0) }) { return .process(first) }
    throw .unknown(UnknownTarget(.name(name), in: self))
  }

  /// The pin or the container that has a name.
  private func holder(
    of name: String
  ) throws(TargetError) -> (pin: Namespace?, container: Container?) {
    let pins = namespaces(pinnedAs: name)
    let running = containers.filter { $0.initProcess != nil }
    var matches = running.matching(name)
    // A network that `ip netns` named and the processes in it are one thing: ask only where objects
    // differ.
    matches.removeAll { match in
      match.form == .namespaces && pins.contains { match.namespaces[$0.kind] == $0.id.inode }
    }
    if matches.isEmpty, pins.isEmpty {
      matches = running.filter { $0.group?.isCalled(name) == true }
    }
    let candidates = matches.map(\.id.description) + pins.map(\.id.description)
    if candidates.count > 1 { throw .ambiguous(name, candidates: candidates) }
    if candidates.isEmpty { throw .unknown(UnknownTarget(.name(name), in: self)) }
    return (pins.first, matches.first)
  }

  /// The namespaces with a pin of this name, of one kind where that stands before it, as in
  /// `net:blue`.
  private func namespaces(pinnedAs name: String) -> [Namespace] {
    let parts = name.split(separator: ":", maxSplits: 1)
    return namespaces.filter { namespace in
      namespace.names.contains(name)
        || parts.count == 2 && parts[0] == namespace.kind.name
          && namespace.names.contains(String(parts[1]))
    }
  }

  private func process(named pid: Int32) throws(TargetError) -> ProcessRecord {
    guard let process = process(pid: pid) else {
      throw .unknown(UnknownTarget(.process(pid: pid), in: self))
    }
    return process
  }

  private func thread(_ tid: Int32, of process: ProcessRecord) throws(TargetError) -> Object {
    if let divergentThread = process.divergentThreads.first(where: { $0.tid == tid }) {
      return .thread(process, divergentThread)
    }
    // Threads that share all of their process's namespaces are not listed apart.
    return .process(process)
  }

  private func namespace(
    path: RawPath, _ inodeOfFile: (RawPath) -> UInt32?
  ) throws(TargetError) -> Namespace {
    if let inode = inodeOfFile(path), let found = namespace(inode: inode) { return found }
    for namespace in namespaces {
      for case .mount(path, _) in namespace.holders { return namespace }
    }
    throw .unknown(UnknownTarget(.path(path), in: self))
  }
}

extension Container.Group {
  /// Whether people call it so: by its name, or for a pod of Kubernetes without the namespace
  /// before it.
  fileprivate func isCalled(_ name: String) -> Bool {
    self.name == name
      || kind == .pod && self.name.split(separator: "/").last.map(String.init) == name
  }
}
