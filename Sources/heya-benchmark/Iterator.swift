// What it saves to have the kernel hand over all tasks in one pass: heya with --iterator against heya
// without.

extension Measurement {
  func measureIterator(_ plan: Plan, _ report: inout Report) throws(Failure) {
    let passing = Program.heya("list", "--iterator")
    do throws(Failure) {
      _ = try passing.run()
    } catch {
      report.comparisons.append(
        Comparison(
          work: "list --iterator", peer: "heya", unit: .seconds, goal: .ratio(1),
          gap: "this kernel or this user does not allow it"))
      return
    }
    for rooms in [plan.rooms.few, plan.rooms.many] {
      let crowd = try Crowd(.init(processes: plan.processes, rooms: rooms))
      try compare(
        "list --iterator, \(plan.processes) processes, \(rooms) namespaces", passing,
        .heya("list"), goal: 1, plan, &report)
      _ = consume crowd
      if !plan.iteratesWholly { return }
    }
    let hosts = [
      ("idle", Crowd.Makeup(processes: plan.processes, rooms: plan.rooms.few)),
      ("\(plan.churn.running) run, \(plan.churn.births)/s come and go", plan.busyHost),
    ]
    for (host, makeup) in hosts {
      let crowd = try Crowd(makeup)
      try compareRefreshes(
        .heya("--iterator"), .heya(), "--iterator, \(plan.processes) processes, \(host)",
        goals: (cpu: 1, memory: 1.2), plan, &report)
      _ = consume crowd
    }
  }
}
