internal import ArgumentParser
internal import BPFIterators
internal import Containers
internal import Localization
internal import Namespaces
internal import Reporting
internal import Scanning
internal import SystemCalls

/// Where the commands that look at namespaces look.
struct ScanOptions: ParsableArguments {
  @Option(help: "Where to look, as in threads,mounts.")
  var sources = CommaList([SourceName.all])

  @Option(help: "Look at this file, which `heya capture` wrote, instead of the running host.")
  var from: String?

  @Flag(help: "Have the kernel hand over all tasks in one pass; takes CAP_BPF and CAP_PERFMON.")
  var iterator = false

  @Option(help: "The language, en or ja; the locale's when not given.")
  var lang: Language?

  /// The language of what is said beside what was asked for.
  var language: Language { lang ?? .preferred }

  /// Looks at the host once, or into the file.
  ///
  /// - Parameters:
  ///   - detail: how much to read of each process.
  ///   - targets: what was named, which may be a namespace that only its number leads to.
  ///   - findsContainers: whether containers are looked for.
  /// - Returns: what was seen.
  /// - Throws: when there is nothing to look at, or the file is none of heya's.
  func snapshot(
    _ detail: ScanDetail = .everything, for targets: [Target] = [], findsContainers: Bool = true
  ) throws -> Snapshot {
    if let capture = try capture() { return capture.snapshot }
    let iterators = iterator ? try KernelIterators(language) : nil
    return try Snapshot(
      ofHost: ScanSources(sources.elements.map(\.sources)), detail, for: targets, iterators,
      findsContainers: findsContainers)
  }

  /// The file that is looked at instead of the host; nil when it is the host.
  func capture() throws -> Capture? {
    guard let from else { return nil }
    if iterator { throw IteratorError.recorded(from).leave(language) }
    let capture = try Capture(file: from)
    let snapshot = capture.snapshot
    let (host, time) = (snapshot.host, snapshot.takenText)
    let words = Text("this is a capture of \(host), taken \(time), not this host")
    Message.print(words, in: language)
    return capture
  }

  /// Tells on the standard error what could not be seen, and what heya's own place keeps from it.
  func report(_ snapshot: Snapshot) {
    for limit in snapshot.viewLimits { Message.print(limit.words, in: language) }
    Message.print(snapshot.unseen, in: language)
  }
}

extension Snapshot {
  /// Looks at the running host once, also for containers unless told otherwise.
  init(
    ofHost sources: ScanSources = .all, _ detail: ScanDetail = .everything,
    for targets: [Target] = [], _ iterators: KernelIterators? = nil, findsContainers: Bool = true
  ) throws {
    let numbers = targets.compactMap(\.number)
    var scanner =
      if let iterators {
        try NamespaceScanner(iterators, sources: sources, detail: detail, numbers: numbers)
      } else {
        try NamespaceScanner(sources: sources, detail: detail, numbers: numbers)
      }
    self = try scanner.scan()
    guard findsContainers else { return }
    switch detail {
    case .everything: if var finder = try? ContainerFinder() { finder.find(in: &self) }
    case .namespaces:
      containers = (try? Snapshot(ofContainersNamed: nil, in: self))?.containers ?? []
    }
  }
}

extension Snapshot {
  /// Looks for the containers, or for those that may be called `name`, only at the processes by which
  /// containers are known; nil where that takes a look at all.
  ///
  /// It finds the same for a fraction of the price on a host with many processes or containers; their
  /// members are those that were looked at.
  init?(ofContainersNamed name: String? = nil, in snapshot: Snapshot? = nil) throws {
    let services = ContainerFinder.services
    guard let known = try ContainerProcesses(services: services, in: snapshot) else { return nil }
    var scanner = try NamespaceScanner(sources: [], processes: known.pids)
    self = try scanner.scan()
    guard var finder = try? ContainerFinder() else { return nil }
    if let name { finder.find(name, in: &self) } else { finder.find(in: &self) }
  }
}

extension Target {
  /// The number of a namespace that was named by it.
  fileprivate var number: UInt64? { if case .unique(let number) = self { number } else { nil } }
}

/// The name of a place where a scan looks.
enum SourceName: String, CaseIterable, ExpressibleByArgument {
  case processes
  case threads
  case descriptors
  case sockets
  case mounts
  case numbers
  case all

  /// What it stands for.
  var sources: ScanSources {
    switch self {
    case .processes: .processes
    case .threads: .threads
    case .descriptors: .descriptors
    case .sockets: .sockets
    case .mounts: .mounts
    case .numbers: .numbers
    case .all: .all
    }
  }
}
