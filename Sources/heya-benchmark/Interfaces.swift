// Programs on a terminal: what their refreshes cost, and how fast they answer.

extension Measurement {
  func measureIdleRefreshes(_ plan: Plan, _ report: inout Report) throws(Failure) {
    let crowd = try Crowd(.init(processes: plan.processes, rooms: plan.rooms.few))
    try compareRefreshes("\(plan.processes) idle processes", goal: 0.1, plan, &report)
    _ = consume crowd
  }

  func measureBusyRefreshes(_ plan: Plan, _ report: inout Report) throws(Failure) {
    let crowd = try Crowd(plan.busyHost)
    try compareRefreshes(
      "\(plan.processes) processes, \(plan.churn.running) run, \(plan.churn.births)/s come and go",
      goal: 0.25, plan, &report)
    _ = consume crowd
  }

  func measureKeys(_ plan: Plan, _ report: inout Report) throws(Failure) {
    let crowd = try Crowd(plan.busyHost)
    var line = Comparison(
      work: "key to first byte, the same host", peer: "htop", unit: .seconds, goal: .p95(0.01))
    let (heya, htop) = (Program.heya(), Program.peer("htop", "-d", "10"))
    if !htop.isInstalled { line.gap = "htop is not installed" }
    for _ in 0..<min(plan.runs, 3) {
      try pressKeys(heya, plan, &line.heya)
      if htop.isInstalled { try pressKeys(htop, plan, &line.others) }
    }
    report.comparisons.append(line)
    _ = consume crowd
  }

  func measureStart(_ plan: Plan, _ report: inout Report) throws(Failure) {
    let crowd = try Crowd(.init(processes: 100, rooms: 6))
    try compareOnTerminal(
      "start to first frame, 100 processes", .heya(), .peer("htop"), goal: 1, plan, &report
    ) { (run: inout TerminalRun) throws(Failure) in
      try run.firstFrame()
    }
    _ = consume crowd
  }

  /// Adds a line on two programs that are started on a terminal again and again, in turns.
  func compareOnTerminal(
    _ work: String, _ heya: Program, _ peer: Program, goal: Double, _ plan: Plan,
    _ report: inout Report, _ measure: (inout TerminalRun) throws(Failure) -> Double
  ) throws(Failure) {
    var line = Comparison(work: work, peer: peer.name, unit: .seconds, goal: .ratio(goal))
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

  /// Adds two lines on what heya and htop take when both refresh once a second: both at the same
  /// time, so that both meet the same host.
  private func compareRefreshes(
    _ host: String, goal: Double, _ plan: Plan, _ report: inout Report
  ) throws(Failure) {
    let program = Program.peer("htop", "-d", "10")
    var cpu = Comparison(
      work: "CPU per refresh, \(host)", peer: "htop", unit: .seconds, goal: .ratio(goal))
    var memory = Comparison(
      work: "resident memory, \(host)", peer: "htop", unit: .bytes, goal: .ratio(1))
    var heya = try TerminalRun(.heya())
    _ = try heya.firstFrame()
    if program.isInstalled {
      var htop = try TerminalRun(program)
      _ = try htop.firstFrame()
      try watch(&heya, &htop, for: plan.refreshes.warm)
      for _ in 0..<plan.runs {
        let before = (heya: heya.cpu, htop: htop.cpu)
        try watch(&heya, &htop, for: plan.refreshes.measured)
        cpu.heya.add((heya.cpu - before.heya) / plan.refreshes.measured)
        cpu.others.add((htop.cpu - before.htop) / plan.refreshes.measured)
        memory.heya.add(try heya.residentBytes())
        memory.others.add(try htop.residentBytes())
      }
    } else {
      cpu.gap = "htop is not installed"
      memory.gap = cpu.gap
    }
    report.comparisons += [cpu, memory]
  }

  private func watch(
    _ first: inout TerminalRun, _ second: inout TerminalRun, for seconds: Double
  ) throws(Failure) {
    // In short turns: neither may find its terminal full.
    for _ in 0..<Int(seconds * 50) {
      try first.watch(for: 0.01)
      try second.watch(for: 0.01)
    }
  }

  private func pressKeys(
    _ program: Program, _ plan: Plan, _ series: inout Series
  ) throws(Failure) {
    var run = try TerminalRun(program)
    _ = try run.firstFrame()
    try run.watch(for: plan.refreshes.warm / 4)
    for number in 0..<plan.keys {
      // Down and up, as a keyboard in application mode sends them.
      series.add(try run.press(number % 2 == 0 ? "\u{1B}OB" : "\u{1B}OA"))
    }
  }
}

extension Plan {
  /// A host on which processes run, come and go.
  var busyHost: Crowd.Makeup {
    .init(
      processes: processes, rooms: rooms.few, running: churn.running, births: churn.births)
  }
}
