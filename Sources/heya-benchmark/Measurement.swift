internal import ArgumentParser

/// A part of the benchmark.
enum Measurement: String, CaseIterable, ExpressibleByArgument {
  case list
  case namespaces
  case growth
  case iterator
  case idle
  case churn
  case keys
  case changes
  case start
  case enter

  /// Measures it.
  func perform(_ plan: BenchmarkPlan, _ report: inout BenchmarkReport) throws(BenchmarkError) {
    switch self {
    case .list: try measureLists(plan, &report)
    case .namespaces: try measureManyNamespaces(plan, &report)
    case .growth: try measureGrowth(plan, &report)
    case .iterator: try measureIterator(plan, &report)
    case .idle: try measureIdleRefreshes(plan, &report)
    case .churn: try measureBusyRefreshes(plan, &report)
    case .keys: try measureKeys(plan, &report)
    case .changes: try measureChanges(plan, &report)
    case .start: try measureStart(plan, &report)
    case .enter: try measureEntering(plan, &report)
    }
  }
}
