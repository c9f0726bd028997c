internal import Limits
internal import Namespaces

/// Knows the containers of one runtime.
///
/// A further runtime takes three things: a type like those in the directory `Recognisers`, in a
/// file of its own; a line in ``detectors``; and a test with a `RecordedHost`, on which the
/// processes and files of such a runtime are laid out. What ``HostInspector`` has to offer is
/// enough for all that there are: command lines, cgroups, ancestors, files with distrust.
protocol ContainerDetector: Sendable {
  /// Whether every namespace that a process below makes for itself belongs to the container, as a
  /// browser's many sandboxes do, instead of being one of its own inside.
  var coversDescendants: Bool { get }

  /// The runtime of all containers that it knows; nil where these may be of several.
  var runtime: String? { get }

  /// What `process` is the first process of, or one of several; nil when it is not this runtime's.
  ///
  /// `process` is in other namespaces than its parent and than the host. Says as much of the
  /// container as it finds, with where it found it. The finder adds what the kernel knows of every
  /// container.
  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container?

  /// What answers when the runtime is asked about a container, its sockets in the order to try.
  func engines(of container: Container, _ inspector: HostInspector) -> [Engine]
}

extension ContainerDetector {
  func engines(of container: Container, _ inspector: HostInspector) -> [Engine] { [] }

  /// What ``detect(_:_:)`` says, and what an engine adds where that left something out.
  func complete(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    guard var container = detect(process, inspector) else { return nil }
    if container.form != .container || container.isComplete { return container }
    // Who looks for a name needs no image.
    if inspector.search != nil, container.sources[.name] != nil { return container }
    for engine in engines(of: container, inspector) where engine.tell(of: &container, inspector) {
      break
    }
    return container
  }

  var coversDescendants: Bool { false }

  var runtime: String? { nil }
}

/// The runtimes, those first that say more of a process that two of them could claim: engines
/// before the programs that they use, sandboxes before the service manager that started them.
let detectors: [any ContainerDetector] = [
  Docker(),
  Podman(),
  CRIO(),
  Containerd(),
  BuildKit(),
  Buildah(),
  LXC(),
  Nspawn(),
  OCIRuntime.runc,
  OCIRuntime.crun,
  OCIRuntime.youki,
  Flatpak(),
  Snap(),
  Apptainer(),
  Firejail(),
  Browser(),
  Bubblewrap(),
  NamedNetwork(),
  SystemdService(),
]

extension Container {
  /// Whether what people look for is known.
  fileprivate var isComplete: Bool { sources[.name] != nil && image != nil }

  /// Takes over a fact when there is one, and remembers where it came from.
  mutating func take<Value>(
    _ fact: Fact, _ path: WritableKeyPath<Container, Value?>, _ value: Value?, from source: String
  ) {
    guard let value else { return }
    self[keyPath: path] = value
    sources[fact] = source
  }

  /// Takes over a name when there is one.
  mutating func takeName(_ value: String?, from source: String) {
    guard let value, !value.isEmpty else { return }
    name = value
    sources[.name] = source
  }

  /// Takes over labels when there are some, no more than are kept for all containers of one user.
  mutating func takeLabels(_ values: [(key: String, value: String)], from source: String) {
    guard !values.isEmpty else { return }
    var bytes = 0
    let kept = values.prefix { value in
      bytes += value.key.utf8.count + value.value.utf8.count
      return bytes <= ReadLimits.labelsOfUser
    }
    labels = kept.map { Label(key: $0.key, value: $0.value) }.sorted { $0.key < $1.key }
    if kept.count < values.count {
      labels.append(Label(key: "…", value: "\(values.count - kept.count)"))
    }
    sources[.labels] = source
  }

  /// Takes over the process that a runtime says is the first one inside, when it lives.
  mutating func takeProcess(_ pid: Int64?, _ inspector: HostInspector, from source: String) {
    guard let pid = pid.flatMap(Int32.init(exactly:)),
      let process = inspector.snapshot.process(pid: pid)
    else { return }
    initProcess = process.id
    sources[.process] = source
  }
}
