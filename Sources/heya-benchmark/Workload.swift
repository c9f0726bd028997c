internal import CBenchmark
internal import SystemCalls

/// Processes and namespaces to look at; they end with this value, and with the benchmark.
struct Workload: ~Copyable {
  /// The first of its processes.
  let first: Int32

  private let leader: Int32

  /// What a crowd is made of.
  struct Composition {
    /// How many processes there are.
    var processes: Int

    /// How many of them live in a namespace of their own.
    var namespaces = 0

    /// How many of them run a little every 100 ms.
    var running = 0

    /// How many more are born each second, and die soon.
    var births = 0

    /// Whether all of them live in new namespaces of most kinds.
    var isApart = false
  }

  /// Brings a crowd together and waits until it has settled.
  init(_ composition: Composition) throws(BenchmarkError) {
    var workload = benchmark_crowd(
      processes: Int32(composition.processes), namespaces: Int32(composition.namespaces),
      running: Int32(composition.running), births: Int32(composition.births),
      apart: composition.isApart ? 1 : 0)
    var first: Int32 = 0
    let leader = unsafe benchmark_crowd_start(&workload, &first)
    guard leader != -1 else {
      throw BenchmarkError(
        "no \(composition.processes) processes with \(composition.namespaces) namespaces (\(Errno.last))"
      )
    }
    self.leader = leader
    self.first = first
  }

  deinit {
    benchmark_crowd_end(leader)
  }
}
