internal import Entering
internal import Explorer
internal import Namespaces
internal import Synchronization

/// The plan that the dialog shows, kept to be carried out as it was shown.
final class Plans: Sendable {
  private let latest = Mutex<(request: EntryRequest, plan: EntryPlan)?>(nil)

  /// Works out the plan for a request, to be shown.
  ///
  /// - Throws: why there is none.
  func make(for request: EntryRequest, in snapshot: Snapshot) throws(EntryRefusal) -> EntryPlan {
    let plan = try request.plan(in: snapshot)
    latest.withLock { $0 = (request, plan) }
    return plan
  }

  /// Takes the plan that was shown for a request, or another where that is not there any more.
  ///
  /// - Throws: why there is none.
  func take(for request: EntryRequest, in snapshot: Snapshot) throws(EntryRefusal) -> EntryPlan {
    let shown = latest.withLock { latest in
      defer { latest = nil }
      return latest
    }
    if let shown, shown.request == request { return shown.plan }
    return try request.plan(in: snapshot)
  }
}
