// Programs on a terminal: what their refreshes cost, and how fast they answer.

extension Measurement {
  func measureIdleRefreshes(_ plan: BenchmarkPlan, _ report: inout BenchmarkReport)
    throws(BenchmarkError)
  {
    let workload = try Workload(.init(processes: plan.processes, namespaces: plan.namespaces.few))
    try compareRefreshes(
      .heya(), .peer("htop", "-d", "10"), "\(plan.processes) idle processes",
      goals: (cpu: 0.1, memory: 1), plan, &report)
    _ = consume workload
  }

  func measureBusyRefreshes(_ plan: BenchmarkPlan, _ report: inout BenchmarkReport)
    throws(BenchmarkError)
  {
    let workload = try Workload(plan.busyHost)
    try compareRefreshes(
      .heya(), .peer("htop", "-d", "10"),
      "\(plan.processes) processes, \(plan.churn.running) run, \(plan.churn.births)/s come and go",
      goals: (cpu: 0.25, memory: 1), plan, &report)
    _ = consume workload
  }

  func measureKeys(_ plan: BenchmarkPlan, _ report: inout BenchmarkReport) throws(BenchmarkError) {
    let workload = try Workload(plan.busyHost)
    var line = BenchmarkResult(
      work: "key to first byte, the same host", peer: "htop", unit: .seconds, goal: .p95(0.01))
    let (heya, htop) = (MeasuredProgram.heya(), MeasuredProgram.peer("htop", "-d", "10"))
    if !htop.isInstalled { line.gap = "htop is not installed" }
    for _ in 0..<min(plan.runs, 3) {
      try pressKeys(heya, plan, &line.heya)
      if htop.isInstalled { try pressKeys(htop, plan, &line.others) }
    }
    report.comparisons.append(line)
    _ = consume workload
  }

  func measureStart(_ plan: BenchmarkPlan, _ report: inout BenchmarkReport) throws(BenchmarkError) {
    let workload = try Workload(.init(processes: 100, namespaces: 6))
    try compareOnTerminal(
      "start to first frame, 100 processes", .heya(), .peer("htop"), goal: 1, plan, &report
    ) { (run: inout TerminalRun) throws(BenchmarkError) in
      try run.firstFrame()
    }
    _ = consume workload
  }

  /// Adds a line on two programs that are started on a terminal again and again, in turns.
  func compareOnTerminal(
    _ work: String, _ heya: MeasuredProgram, _ peer: MeasuredProgram, goal: Double,
    _ plan: BenchmarkPlan,
    _ report: inout BenchmarkReport, _ measure: (inout TerminalRun) throws(BenchmarkError) -> Double
  ) throws(BenchmarkError) {
    var line = BenchmarkResult(work: work, peer: peer.name, unit: .seconds, goal: .ratio(goal))
    if !peer.isInstalled { line.gap = "\(peer.name) is not installed" }
    for _ in 0..<plan.runs {
      var run = try TerminalRun(heya)
      line.heya.add(try measure(&run))
      _ = consume run
      guard peer.isInstalled else { continue }
      run = try TerminalRun(peer)
      line.others.add(try measure(&run))
    }
    report.comparisons.append(line)
  }

  /// Adds two lines on what heya and a peer take when both refresh once a second: both at the same
  /// time, so that both meet the same host.
  func compareRefreshes(
    _ program: MeasuredProgram, _ peer: MeasuredProgram, _ host: String,
    goals: (cpu: Double, memory: Double),
    _ plan: BenchmarkPlan, _ report: inout BenchmarkReport
  ) throws(BenchmarkError) {
    var cpu = BenchmarkResult(
      work: "CPU per refresh, \(host)", peer: peer.name, unit: .seconds, goal: .ratio(goals.cpu))
    var memory = BenchmarkResult(
      work: "resident memory, \(host)", peer: peer.name, unit: .bytes, goal: .ratio(goals.memory))
    var heya = try TerminalRun(program)
    _ = try heya.firstFrame()
    if peer.isInstalled {
      var other = try TerminalRun(peer)
      _ = try other.firstFrame()
      try watch(&heya, &other, for: plan.refreshes.warm)
      for _ in 0..<plan.runs {
        let before = (heya: heya.cpu, other: other.cpu)
        try watch(&heya, &other, for: plan.refreshes.measured)
        cpu.heya.add((heya.cpu - before.heya) / plan.refreshes.measured)
        cpu.others.add((other.cpu - before.other) / plan.refreshes.measured)
        memory.heya.add(try heya.residentBytes())
        memory.others.add(try other.residentBytes())
      }
    } else {
      cpu.gap = "\(peer.name) is not installed"
      memory.gap = cpu.gap
    }
    report.comparisons += [cpu, memory]
  }

  private func watch(
    _ first: inout TerminalRun, _ second: inout TerminalRun, for seconds: Double
  ) throws(BenchmarkError) {
    // In short turns: neither may find its terminal full.
    for _ in 0..<Int(seconds * 50) {
      try first.watch(for: 0.01)
      try second.watch(for: 0.01)
    }
  }

  private func pressKeys(
    _ program: MeasuredProgram, _ plan: BenchmarkPlan, _ series: inout Samples
  ) throws(BenchmarkError) {
    var run = try TerminalRun(program)
    _ = try run.firstFrame()
    try run.watch(for: plan.refreshes.warm / 4)
    for number in 0..<plan.keys {
      // Down and up, as a keyboard in application mode sends them.
      series.add(try run.press(number % 2 == 0 ? "\u{1B}OB" : "\u{1B}OA"))
    }
  }
}

extension BenchmarkPlan {
  /// A host on which processes run, come and go.
  var busyHost: Workload.Composition {
    .init(
      processes: processes, namespaces: namespaces.few, running: churn.running, births: churn.births
    )
  }
}
