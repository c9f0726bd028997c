import Namespaces
import Scanning
import TestSupport
import Testing

@testable import Containers

/// Tests against engines that really run, one after the other; what the engine says of itself is
/// what is expected.
@Suite("Real engines", .serialized)
struct RealEngines {}

extension RuntimeFixture {
  /// Whether the first process or a member of the container is that program.
  func isRunning(_ name: String, in container: Container) -> Bool {
    container.members.contains { (try? Self.text(of: "/proc/\($0)/comm")) == "\(name)\n" }
  }

  /// The containers of this machine as heya finds them.
  func containers() throws -> [Container] {
    var scanner = try NamespaceScanner(sources: .all)
    var finder = try ContainerFinder()
    return finder.containers(in: try scanner.scan())
  }

  /// The container that heya finds of `runtime` with that id.
  func container(_ runtime: String, _ id: String) throws -> Container {
    let all = try containers()
    guard let found = all.first(where: { $0.id == ContainerID(runtime: runtime, id: id) }) else {
      throw Failure(description: "no \(runtime):\(id) among \(all.map(\.id.description))")
    }
    return found
  }
}
