// What it saves to have the kernel hand over all tasks in one pass: `--iterator` against the same
// peers as without.

extension Measurement {
  func measureIterator(_ plan: BenchmarkPlan, _ report: inout BenchmarkReport)
    throws(BenchmarkError)
  {
    let list = MeasuredProgram.heya("list", "--iterator")
    do throws(BenchmarkError) {
      _ = try list.run()
    } catch {
      report.comparisons.append(
        BenchmarkResult(
          work: "list all --iterator", peer: "lsns", unit: .seconds, goal: .ratio(1.0 / 12),
          gap: "this kernel or this user does not allow it"))
      return
    }
    for (rooms, goal) in [(plan.rooms.few, 1.0 / 12), (plan.rooms.many, 1.0 / 25)] {
      let crowd = try Workload(.init(processes: plan.processes, rooms: rooms))
      try compare(
        "list all --iterator, \(plan.processes) processes, \(rooms) namespaces", list,
        .peer("lsns"), goal: goal, plan, &report)
      _ = consume crowd
      if !plan.iteratesWholly { return }
    }
    let hosts = [
      ("idle", Workload.Composition(processes: plan.processes, rooms: plan.rooms.few), 0.1),
      ("\(plan.churn.running) run, \(plan.churn.births)/s come and go", plan.busyHost, 0.25),
    ]
    for (host, makeup, goal) in hosts {
      let crowd = try Workload(makeup)
      try compareRefreshes(
        .heya("--iterator"), .peer("htop", "-d", "10"),
        "--iterator, \(plan.processes) processes, \(host)", goals: (cpu: goal, memory: 1), plan,
        &report)
      _ = consume crowd
    }
  }
}
