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
    for (namespaces, goal) in [(plan.namespaces.few, 1.0 / 12), (plan.namespaces.many, 1.0 / 25)] {
      let workload = try Workload(.init(processes: plan.processes, namespaces: namespaces))
      try compare(
        "list all --iterator, \(plan.processes) processes, \(namespaces) namespaces", list,
        .peer("lsns"), goal: goal, plan, &report)
      _ = consume workload
      if !plan.iteratesWholly { return }
    }
    let hosts = [
      (
        "idle", Workload.Composition(processes: plan.processes, namespaces: plan.namespaces.few),
        0.1
      ),
      ("\(plan.churn.running) run, \(plan.churn.births)/s come and go", plan.busyHost, 0.25),
    ]
    for (host, composition, goal) in hosts {
      let workload = try Workload(composition)
      try compareRefreshes(
        .heya("--iterator"), .peer("htop", "-d", "10"),
        "--iterator, \(plan.processes) processes, \(host)", goals: (cpu: goal, memory: 1), plan,
        &report)
      _ = consume workload
    }
  }
}
