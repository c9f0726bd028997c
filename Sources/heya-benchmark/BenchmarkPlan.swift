/// How much is measured.
struct BenchmarkPlan {
  /// The processes of a large host.
  var processes: Int

  /// The namespaces of their own that some of them have, few and many.
  var namespaces: (few: Int, many: Int)

  /// How many run, and how many are born each second, on a host that is not idle.
  var churn: (running: Int, births: Int)

  /// The sizes at which growth is measured.
  var sizes: [Int]

  /// How often each measurement is taken.
  var runs: Int

  /// How many seconds an interface has before its refreshes are measured, and how many are measured
  /// in one run, a second each.
  var refreshes: (warm: Double, measured: Double)

  /// The seconds between two refreshes of an interface that is to show changes.
  var interval: Double

  /// Whether all that `--iterator` is for is measured, or only whether it works.
  var iteratesWholly: Bool

  /// How many keys are pressed in one run.
  var keys: Int

  /// What the README tells.
  static let full = BenchmarkPlan(
    processes: 10_000, namespaces: (300, 3_000), churn: (500, 200),
    sizes: [1_000, 3_000, 10_000, 28_000], runs: 7, refreshes: (20, 5), interval: 1,
    iteratesWholly: true, keys: 60)

  /// A trial that everything works, in two minutes.
  static let quick = BenchmarkPlan(
    processes: 400, namespaces: (24, 120), churn: (40, 40), sizes: [100, 400], runs: 3,
    refreshes: (3, 2), interval: 0.25, iteratesWholly: false, keys: 20)
}
