internal import BPFIterators
internal import Containers
internal import Namespaces
internal import Scanning
internal import Synchronization
internal import SystemCalls

/// Scans the host again and again on a thread of its own, so that the screen never waits for it.
final class LiveScanner: Sendable {
  /// Where the latest snapshot waits.
  let snapshots: LatestValue<Scan>

  /// What the present scan is at.
  let progress = LookProgress()

  /// A snapshot, or why there is none.
  struct Scan: Sendable {
    /// What the scanner saw.
    var result: Result<Snapshot, ScanError>

    /// When the scanner began to look, on the clock of `Host.monotonic`.
    var begun: Double

    /// The seconds to the next scan, longer than was asked for when scanning takes long.
    var period: Double
  }

  private let iterators: KernelIterators?
  private let orders: Mutex<Orders>
  private let eventFD: EventFD

  /// What the scanner is to do.
  private struct Orders {
    var interval: Double
    var isPaused = false
    var wantsScan = true
    var listsThreads = false
    var hasEnded = false
  }

  /// The part of a processor that scanning may take before it is done less often.
  private static let share = 0.25

  /// After how many scans code that is no longer used is given back again.
  private static let trimInterval = 10

  /// Begins to scan every `interval` seconds, with the `iterators` where there are any.
  init(interval: Double, _ iterators: KernelIterators? = nil) throws(Errno) {
    self.iterators = iterators
    snapshots = try LatestValue()
    eventFD = try EventFD()
    orders = Mutex(Orders(interval: interval))
  }

  /// The host as it is now, once, with the containers that are recognised.
  static func look() -> Snapshot? {
    guard var scanner = try? NamespaceScanner(), var snapshot = try? scanner.scan() else {
      return nil
    }
    var finder = try? ContainerFinder()
    snapshot.containers = finder?.containers(in: snapshot) ?? []
    return snapshot
  }

  /// Starts the thread.
  func start() throws(Errno) {
    _ = try BackgroundThread(named: "heya scan") { [self] in run() }
  }

  /// Scans at once, also while paused.
  func scanNow() {
    order { $0.wantsScan = true }
  }

  /// Stops scanning, or goes on.
  func setPaused(_ isPaused: Bool) {
    order { $0.isPaused = isPaused }
  }

  /// Scans every `interval` seconds from now on.
  func setInterval(_ interval: Double) {
    order { $0.interval = interval }
  }

  /// Lists all threads in snapshots from now on, or no longer.
  func setThreads(_ areListed: Bool) {
    order {
      $0.listsThreads = areListed
      $0.wantsScan = true
    }
  }

  /// Ends the thread after the scan that it is at.
  func end() {
    order { $0.hasEnded = true }
  }

  private func order(_ change: (inout sending Orders) -> Void) {
    orders.withLock { change(&$0) }
    eventFD.notify()
  }

  private func run() {
    var scanner: NamespaceScanner
    do {
      scanner =
        if let iterators {
          try NamespaceScanner(iterators, live: true)
        } else {
          try NamespaceScanner(live: true)
        }
    } catch {
      return snapshots.put(Scan(result: .failure(error), begun: Host.monotonic, period: 0))
    }
    scanner.report(to: progress)
    var finder = try? ContainerFinder()
    finder?.progress = progress
    var due = Host.monotonic
    var scans = 0
    var costBefore = 0.0
    while let orders = waitForOrder(until: due) {
      let start = Host.monotonic
      scanner.listsThreads = orders.listsThreads
      let result: Result<Snapshot, ScanError>
      progress.begin()
      do {
        var snapshot = try scanner.scan()
        finder?.find(in: &snapshot)
        result = .success(snapshot)
      } catch {
        result = .failure(error)
      }
      progress.end()
      let cost = Host.monotonic - start
      // One scan that takes long, as the first does, which reads everything, tells nothing about
      // the next: only two of them put off what comes after.
      let period = max(orders.interval, min(cost, costBefore) / Self.share)
      costBefore = cost
      snapshots.put(Scan(result: result, begun: start, period: period))
      due = start + period
      scans += 1
      // The start and the first scan need more than all that follows, and so does what somebody
      // does now and then.
      if scans % Self.trimInterval == 2 { Memory.dropCodePages() }
    }
  }

  /// Waits until a scan is due or asked for; nil when the thread shall end.
  private func waitForOrder(until due: Double) -> Orders? {
    while true {
      let orders = orders.withLock { orders in
        defer { orders.wantsScan = false }
        return orders
      }
      if orders.hasEnded { return nil }
      let left = due - Host.monotonic
      if orders.wantsScan || !orders.isPaused && left <= 0 { return orders }
      let timeout = orders.isPaused ? nil : Duration.seconds(min(left, orders.interval))
      _ = try? waitForInput(on: [eventFD.descriptor], timeout: timeout)
      eventFD.clear()
    }
  }
}
