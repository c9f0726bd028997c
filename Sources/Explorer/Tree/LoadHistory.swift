import Description
import Namespaces

/// The CPU of the last minute, for the sparklines of namespaces, containers and the host.
struct LoadHistory: Sendable {
  /// When each measurement was taken, in seconds after the Unix epoch, oldest first; at most a
  /// minute's.
  private var times: [Double] = []

  /// The measurements, oldest first; what is younger than a minute has fewer.
  private var loads: [ObjectID: [Float]] = [:]
  private var total: [Float] = []

  private static let seconds = 60.0

  /// Adds what a scene measured; what is gone is forgotten.
  mutating func record(_ viewModel: ViewModel) {
    let now = viewModel.snapshot.taken
    guard now.isFinite else { return }
    // After the clock was set back nothing is known of when the others were taken.
    if let last = times.last, last > now { self = LoadHistory() }
    times.removeAll { now - $0 >= Self.seconds }
    times.append(now)
    var next: [ObjectID: [Float]] = [:]
    next.reserveCapacity(viewModel.snapshot.namespaces.count)
    func add(_ object: ObjectID, _ load: Double) {
      next[object] = ((loads[object] ?? []) + [Float(load)]).suffix(times.count)
    }
    for (position, namespace) in viewModel.snapshot.namespaces.enumerated()
    where !viewModel.isHostNamespace(Int32(position)) {
      add(.namespace(namespace.id), viewModel.usage.namespaceCPU[position])
    }
    for container in viewModel.containers.containers {
      if let load = viewModel.load(of: container).cpu { add(.container(container.id), load) }
    }
    loads = next
    total = (total + [Float(viewModel.usage.totalCPU)]).suffix(times.count)
  }

  /// The load of a namespace or a container over the last minute; the host's own namespaces have
  /// the host's.
  ///
  /// - Parameters:
  ///   - object: the namespace or the container.
  ///   - columns: how many equal parts the minute is divided into.
  /// - Returns: the mean of each part, oldest first; a part in which nothing was measured has the
  ///   value of the one before, and parts before the first measurement are left out.
  func minute(of object: ObjectID, columns: Int) -> [Float] {
    let values = loads[object] ?? total
    guard let now = times.last, columns > 0 else { return [] }
    var parts: [(sum: Float, count: Float)] = Array(repeating: (0, 0), count: columns)
    for (time, value) in zip(times.suffix(values.count), values) {
      let part = columns - 1 - Int((now - time) / Self.seconds * Double(columns))
      parts[max(0, part)].sum += value
      parts[max(0, part)].count += 1
    }
    var last: Float?
    return parts.compactMap { part in
      if part.count > 0 { last = part.sum / part.count }
      return last
    }
  }
}
