internal import Namespaces
internal import SystemCalls

/// Reads again, from look to look, what changes while a container lives: processor, memory, and
/// whether it is frozen, as its cgroup tells.
struct CgroupMeter: Sendable {
  private let files: CgroupFiles
  private let clock: @Sendable () -> Double
  private var readings: [ContainerID: Reading] = [:]

  /// What was read of a container's processor time, and when.
  private struct Reading {
    var path: String
    var microseconds: UInt64
    var time: Double
  }

  /// Measures with a clock that counts seconds; tests have another than the kernel's.
  init(_ files: CgroupFiles, clock: @escaping @Sendable () -> Double = { Host.monotonic }) {
    self.files = files
    self.clock = clock
  }

  /// Fills in what the container's own cgroup, at `path`, says now.
  mutating func measure(_ container: inout Container, at path: String) {
    let memory = files.memory(of: path)
    container.memory = memory?.value
    container.sources[.memory] = memory?.source
    let time = files.processorTime(of: path)
    container.processor = time.map { time in
      Container.Processor(
        microseconds: time.value,
        share: share(of: container.id, Reading(path: path, microseconds: time.value, time: clock()))
      )
    }
    container.sources[.cpu] = time?.source
    guard container.status != .created else { return }
    let freezer = files.freezer(of: path)
    container.status = freezer?.value == true ? .paused : .running
    container.sources[.status] = freezer?.source
  }

  /// Forgets those that `isGone` is true of.
  mutating func forget(where isGone: (ContainerID) -> Bool) {
    readings = readings.filter { !isGone($0.key) }
  }

  /// The percentage of one processor since the reading before; nil without one.
  private mutating func share(of id: ContainerID, _ reading: Reading) -> Double? {
    let before = readings.updateValue(reading, forKey: id)
    guard let before, before.path == reading.path, before.time < reading.time,
      before.microseconds <= reading.microseconds
    else { return nil }
    let used = Double(reading.microseconds - before.microseconds) / 1_000_000
    return used / (reading.time - before.time) * 100
  }
}
