import Namespaces

/// The CPU of the last minute, for the sparkline of each namespace and of the host.
struct LoadHistory: Sendable {
  private var rooms: [NamespaceID: [Float]] = [:]

  /// The host's, oldest first.
  private(set) var total: [Float] = []

  private static let length = 60

  /// Adds what a scene measured; namespaces that are gone are forgotten.
  mutating func record(_ scene: Scene) {
    var next: [NamespaceID: [Float]] = [:]
    next.reserveCapacity(scene.snapshot.namespaces.count)
    for (position, namespace) in scene.snapshot.namespaces.enumerated()
    where !scene.isHome(Int32(position)) {
      var loads = rooms.removeValue(forKey: namespace.id) ?? []
      Self.append(scene.usage.namespaceCPU[position], to: &loads)
      next[namespace.id] = loads
    }
    rooms = next
    Self.append(scene.usage.totalCPU, to: &total)
  }

  /// The measurements of a namespace, oldest first; the host's namespaces have the host's.
  func loads(of namespace: NamespaceID) -> [Float] { rooms[namespace] ?? total }

  private static func append(_ value: Double, to loads: inout [Float]) {
    if loads.count >= length { loads.removeFirst() }
    loads.append(Float(value))
  }
}
