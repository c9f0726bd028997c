internal import NamespacePaths
internal import Namespaces
internal import SystemCalls

/// What is opened outside for a child to use inside; all of it is closed at the end of its life.
struct EntryDescriptors: ~Copyable {
  private var process: ProcessHandle?
  private var processDescriptor: Int32 = -1
  private var namespaces: [NamespaceID: Int32] = [:]
  private var cgroups: [RawPath: Int32] = [:]
  private var root: Int32?
  private var mounts: Int32?
  private var pipes: [Int32: Int32] = [:]
  private var owned: [Int32] = []

  deinit {
    for raw in owned { _ = Descriptor(owning: raw) }
  }

  /// Does a step that is done outside.
  ///
  /// - Returns: the descriptor that it opened, 0 when it opened none; nil for a step of the
  ///   child's.
  mutating func open(_ step: EntryStep, joins: [EntryRoute.Join]) throws(Errno) -> Int32? {
    switch step {
    case .holdProcess(let id):
      let handle = try ProcessHandle.of(id)
      processDescriptor = handle.descriptor.rawValue
      process = consume handle
      return processDescriptor
    case .openNamespace(let id, let namespacePath):
      let raw = keep(try namespacePath.open(id).take())
      namespaces[id] = raw
      return raw
    case .openRoot(_, let path):
      // Below the directory that is held, so that it is the target's own.
      root = keep(try openRoot(path))
      return root
    case .copyMounts(let id, let path):
      mounts = keep(try copyMounts(id, root: path, joins: joins))
      return mounts
    case .openCgroup(let path):
      let raw = keep(try Descriptor.open(path.cString, Descriptor.writing))
      cgroups[path] = raw
      return raw
    case .confirmProcess(let id):
      try confirm(id)
      return 0
    default:
      return nil
    }
  }

  /// Opens a pipe for a standard stream that is a terminal or a file; output and errors that go to the
  /// same one share it, so that they come in the order in which they were written.
  mutating func openPipe(for stream: Int32, relay: inout Relay) throws(Errno) {
    if stream == 2, let output = pipes[1], Descriptor.areSame(1, 2) {
      pipes[2] = output
      return
    }
    pipes[stream] = keep(try relay.connect(stream: stream))
  }

  /// What the child calls for a step.
  func calls(for step: EntryStep) -> [ChildCall] {
    switch step {
    case .enterCgroup(let path):
      [.write("0", fd: cgroups[path] ?? -1)]
    case .setOutOfMemoryScore(let score):
      [.writeFile("\(score)", path: "/proc/self/oom_score_adj", directory: -1)]
    case .makeUndumpable:
      [.makeUndumpable]
    case .openTerminal(_, let owner):
      [.openTerminal(owner: owner ?? Host.userID)]
    case .joinTogether(let ids):
      [.joinAll(fd: processDescriptor, flags: ids.reduce(0) { $0 | $1.kind.cloneFlag })]
    case .join(let id):
      [.join(fd: namespaces[id] ?? -1, flags: id.kind.cloneFlag)]
    case .make(let kinds):
      [.unshare(flags: kinds.reduce(0) { $0 | $1.cloneFlag })]
    case .writeMaps, .pin:
      [.pause]
    case .isolateMounts:
      [.isolateMounts]
    case .fork:
      [.fork]
    case .copyHostMounts:
      [.unshare(flags: NamespaceKind.mnt.cloneFlag), .isolateMounts]
    case .attachTargetFiles:
      [.moveMount(fd: mounts ?? -1, path: EntryStep.targetMountPoint)]
    case .mountProcesses:
      [.mountProc(path: "/proc")]
    case .changeRoot:
      [.changeRoot(fd: root ?? -1)]
    case .takeTerminal:
      [.takeTerminal]
    case .leaveTerminal(let piped):
      [.newSession] + piped.map { .duplicate(fd: pipes[$0] ?? -1, number: $0) }
    case .boundCapabilities(let keep):
      [.boundCapabilities(keep)]
    case .lowerCapabilities(let keep, let inheritsNone):
      [.lowerCapabilities(keep, inheritsNone: inheritsNone)]
    case .setLabel(let label):
      // SELinux takes the context itself, AppArmor a command; only contexts hold colons.
      [
        .writeFile(
          label.contains(":") ? label : "exec \(label)", path: "/proc/self/attr/exec",
          directory: -1)
      ]
    case .setGroups(let groups):
      [.setGroups(groups)]
    case .become(let uid, let gid, _):
      [.become(uid: uid, gid: gid)]
    case .becomeOutside(let uid, let gid):
      [.becomeOutside(uid: uid, gid: gid)]
    case .forbidNewPrivileges:
      [.forbidNewPrivileges]
    case .installFilters(let filters):
      filters.map { .installFilter($0) }
    case .changeDirectory(let path, let mustBe):
      [.changeDirectory(path, fallback: mustBe ? nil : "/")]
    case .closeDescriptors:
      [.closeDescriptors]
    case .execute(let paths, let arguments, let environment):
      [
        .execute(
          paths: paths, arguments: arguments, environment: environment.map(\.assignment))
      ]
    default:
      []
    }
  }

  private func copyMounts(
    _ id: NamespaceID, root path: String?, joins: [EntryRoute.Join]
  ) throws(Errno) -> Descriptor {
    guard let mounts = joins.first(where: { $0.namespace.id == id }) else { throw .noSuchFile }
    let user = try joins.first { $0.namespace.kind == .user }?.open()
    let root = try path.map { path throws(Errno) in try openRoot(path) }
    return try mounts.open().copyOfMounts(below: root, joining: user)
  }

  private func openRoot(_ path: String) throws(Errno) -> Descriptor {
    switch process {
    case .some(let process): return try process.directory.open(path, Descriptor.directoryPath)
    case .none: throw .noSuchProcess
    }
  }

  private func confirm(_ id: ProcessID) throws(Errno) {
    switch process {
    case .some(let process): try process.confirm(id)
    case .none: throw .noSuchProcess
    }
  }

  private mutating func keep(_ descriptor: consuming Descriptor) -> Int32 {
    let raw = descriptor.take()
    owned.append(raw)
    return raw
  }
}
