internal import CBenchmark
internal import SystemCalls

// Programs that run to their end, in turns: heya, the peer, heya, the peer.

extension Measurement {
  func measureLists(_ plan: BenchmarkPlan, _ report: inout BenchmarkReport) throws(BenchmarkError) {
    let workload = try Workload(.init(processes: plan.processes, namespaces: plan.namespaces.few))
    let host = "\(plan.processes) processes, \(plan.namespaces.few) namespaces"
    try compare(
      "list all, \(host)", .heya("list"), .peer("lsns"), goal: 1.0 / 12, plan, &report)
    var line = BenchmarkResult(
      work: "list processes, \(host)", peer: "readlinkat", unit: .seconds, goal: .ratio(1.3))
    let heya = MeasuredProgram.heya("list", "--sources", "processes")
    for _ in 0..<plan.runs {
      line.heya.add(try heya.run().seconds)
      let start = Host.monotonic
      guard benchmark_read_links() > 0 else { throw BenchmarkError("/proc has no links") }
      line.others.add(Host.monotonic - start)
    }
    report.comparisons.append(line)
    _ = consume workload
  }

  func measureManyNamespaces(_ plan: BenchmarkPlan, _ report: inout BenchmarkReport)
    throws(BenchmarkError)
  {
    let workload = try Workload(.init(processes: plan.processes, namespaces: plan.namespaces.many))
    try compare(
      "list all, \(plan.processes) processes, \(plan.namespaces.many) namespaces", .heya("list"),
      .peer("lsns"), goal: 1.0 / 25, plan, &report)
    _ = consume workload
  }

  func measureGrowth(_ plan: BenchmarkPlan, _ report: inout BenchmarkReport) throws(BenchmarkError)
  {
    for size in plan.sizes {
      let workload: Workload
      do throws(BenchmarkError) {
        workload = try Workload(.init(processes: size, namespaces: size * 3 / 100))
      } catch {
        // Hosts differ in how many processes they allow.
        report.growth.gap = error.description
        return
      }
      var seconds = Samples()
      for _ in 0..<plan.runs { seconds.add(try MeasuredProgram.heya("list").run().seconds) }
      report.growth.sizes.append((size, seconds))
      _ = consume workload
    }
  }

  func measureEntering(_ plan: BenchmarkPlan, _ report: inout BenchmarkReport)
    throws(BenchmarkError)
  {
    let workload = try Workload(.init(processes: 1, isApart: true))
    let pid = String(workload.first)
    let nsenter = MeasuredProgram.peer("nsenter", "-a", "-t", pid, "sh")
    try compare(
      "enter and run true", .heya("enter", pid, "--", "true"),
      .peer("nsenter", "-a", "-t", pid, "true"), goal: 1.5, plan, &report)
    try compareOnTerminal(
      "enter to the prompt", .heya("enter", pid, "--", "sh"), nsenter, goal: 1.5, plan, &report
    ) { (run: inout TerminalRun) throws(BenchmarkError) in
      try run.firstWord()
    }
    if nsenter.isInstalled {
      // The target's root has the shell that nsenter is told to run.
      _ = try MeasuredProgram.peer(
        "nsenter", "-m", "-t", pid, "sh", "-c",
        """
        mount --make-rprivate / && mount -t tmpfs none /mnt &&
        echo root:x:0:0::/:/bin/sh >/mnt/passwd && mount --bind /mnt/passwd /etc/passwd
        """
      ).run()
    }
    try compareOnTerminal(
      "key in the interface to the prompt", .heya(), nsenter, goal: 1.5, plan, &report
    ) { (run: inout TerminalRun) throws(BenchmarkError) in
      if run.isPeer { return try run.firstWord() }
      try run.firstLook()
      // The processes, the one that is looked for, and the plan to enter, which begins with its rights.
      for keys in ["6", "/\(pid)\r"] { _ = try run.press(keys) }
      _ = try run.press("\r", until: "program")
      try run.watch(for: 0.3)
      return try run.press("\r", until: "# ")
    }
    _ = consume workload
  }

  /// Adds a line on two programs that run to their end.
  func compare(
    _ work: String, _ heya: MeasuredProgram, _ peer: MeasuredProgram, goal: Double,
    _ plan: BenchmarkPlan,
    _ report: inout BenchmarkReport
  ) throws(BenchmarkError) {
    var line = BenchmarkResult(work: work, peer: peer.name, unit: .seconds, goal: .ratio(goal))
    if peer.isInstalled {
      for _ in 0..<plan.runs {
        line.heya.add(try heya.run().seconds)
        line.others.add(try peer.run().seconds)
      }
    } else {
      line.gap = "\(peer.name) is not installed"
      _ = try heya.run()
    }
    report.comparisons.append(line)
  }
}
