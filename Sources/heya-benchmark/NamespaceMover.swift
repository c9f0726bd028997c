internal import CBenchmark
internal import SystemCalls

/// A process that goes into a namespace and out of it when it is told; it ends with this value.
struct NamespaceMover: ~Copyable {
  private var pid: Int32?
  private let orders: Descriptor

  /// What it can be told to do to its uts namespace.
  enum Move {
    /// To join the one that it was started for.
    case setns

    /// To make one of its own.
    case unshare

    /// To be no more.
    case exit

    fileprivate var order: benchmark_order {
      switch self {
      case .setns: benchmark_order_setns
      case .unshare: benchmark_order_unshare
      case .exit: benchmark_order_exit
      }
    }
  }

  /// Starts one that has not moved yet.
  init(namespace: borrowing Descriptor) throws(BenchmarkError) {
    var orders: Int32 = -1
    let pid = unsafe benchmark_mover_start(namespace.rawValue, &orders)
    self.orders = Descriptor(owning: orders)
    guard pid > 0 else { throw BenchmarkError("there is no process to move (\(Errno.last))") }
    self.pid = pid
  }

  deinit {
    if let pid { _ = try? ExitStatus(killing: pid) }
  }

  /// Tells it to move; after ``Move/exit`` nothing is left of it.
  mutating func make(_ move: Move) throws(BenchmarkError) {
    do throws(Errno) {
      try orders.write([UInt8(move.order.rawValue)])
      guard move == .exit, let pid else { return }
      self.pid = nil
      _ = try ExitStatus(waitingFor: pid)
    } catch {
      throw BenchmarkError("the process that moves does not hear (\(error))")
    }
  }
}
