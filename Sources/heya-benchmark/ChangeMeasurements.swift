internal import SystemCalls

// How soon the screen shows what a process does.

extension Measurement {
  func measureChanges(_ plan: BenchmarkPlan, _ report: inout BenchmarkReport) throws(BenchmarkError)
  {
    let workload = try Workload(plan.busyHost)
    guard let namespace = try? Descriptor.open("/proc/\(workload.first)/ns/uts"),
      let inode = try? namespace.status().inode
    else { throw BenchmarkError("the crowd has no namespace") }
    var heya = try TerminalRun(.heya("--interval", fixed(plan.interval, 2)))
    try heya.firstLook()
    // The first of the crowd lives there alone. The namespace is on the screen only while the mover
    // does, too, so that nothing but its moves can write or wipe out the number.
    try heya.type("1\\inode=\(inode) procs=2\r")
    try heya.watch(for: plan.refreshes.warm / 4)
    var (waits, looks) = (Samples(), Samples())
    for _ in 0..<plan.runs {
      for asks in [false, true] {
        var mover = try NamespaceMover(namespace: namespace)
        for move in [NamespaceMover.Move.setns, .unshare, .setns, .exit] {
          // What the screen showed last was in step with the refresh; a random part of the interval
          // later, it may be anywhere.
          try heya.watch(for: 0.2 + .random(in: 0...plan.interval))
          let moment = Host.monotonic
          try mover.make(move)
          if asks { try heya.type("R") }
          let text = move == .setns ? "\(inode)" : "Nothing passes"
          let seconds = try heya.see(text) - moment
          if asks { looks.add(seconds) } else { waits.add(seconds) }
        }
      }
    }
    report.comparisons.append(
      BenchmarkResult(
        work: "setns, unshare, exit to the screen, the same host", unit: .seconds, heya: waits,
        goal: .worst(interval: plan.interval, look: looks.maximum)))
    _ = consume workload
  }
}
