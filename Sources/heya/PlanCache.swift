internal import Entering
internal import Namespaces
internal import Synchronization

/// The plan that the dialog shows, kept to be carried out as it was shown.
final class PlanCache: Sendable {
  private let latest = Mutex<(request: EntrySession.Request, session: EntrySession)?>(nil)

  /// Works out the plan for a request, to be shown.
  ///
  /// - Throws: why there is none.
  func make(for request: EntrySession.Request, in snapshot: Snapshot) throws(PreflightError)
    -> EntrySession
  {
    let session = try request.session(in: snapshot)
    latest.withLock { $0 = (request, session) }
    return session
  }

  /// Takes the plan that was shown for a request, or another where that is not there any more.
  ///
  /// - Throws: why there is none.
  func take(for request: EntrySession.Request, in snapshot: Snapshot) throws(PreflightError)
    -> EntrySession
  {
    let shown = latest.withLock { latest in
      defer { latest = nil }
      return latest
    }
    if let shown, shown.request == request { return shown.session }
    return try request.session(in: snapshot)
  }
}
