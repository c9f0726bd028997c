internal import ArgumentParser
internal import Kernel
internal import Namespaces
internal import Scanning

/// Where the commands that look at the host look.
struct ScanOptions: ParsableArguments {
  @Option(
    help: "Where to look: processes, threads, descriptors, sockets, mounts or all.",
    transform: ScanSources.init(names:))
  var sources = ScanSources.all

  /// Looks at the host once.
  func snapshot(_ detail: ScanDetail = .everything) throws -> Snapshot {
    var scanner = try Scanner(sources: sources, detail: detail)
    return try scanner.scan()
  }

  /// Tells on the standard error what could not be seen.
  func report(_ unseen: [Unseen]) {
    for note in unseen where note.count > 0 {
      StandardError.print("heya: not seen: \(note.count) \(note.what) (\(note.reason))")
    }
  }
}

extension ScanSources {
  /// Reads the names of sources, separated by commas.
  init(names: String) throws {
    self = []
    for name in names.split(separator: ",") {
      switch name {
      case "processes": break
      case "threads": insert(.threads)
      case "descriptors": insert(.descriptors)
      case "sockets": insert(.sockets)
      case "mounts": insert(.mounts)
      case "all": insert(.all)
      default: throw ValidationError("there is no source '\(name)'")
      }
    }
  }
}
