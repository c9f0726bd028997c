package import Namespaces
package import SystemCalls

extension Denial {
  /// Finds what refused a system call; nil when that is no matter of rights.
  ///
  /// No capability is looked at: where one may be missing, see `Snapshot.denial`. A filter comes
  /// first, because it may answer whatever it likes; then a security module.
  ///
  /// - Parameters:
  ///   - call: the name of the system call, such as `setns`.
  ///   - error: what it answered.
  ///   - confinement: what holds the caller back.
  package init?(of call: String, _ error: Errno, under confinement: Confinement = .own) {
    let isRefusal = error == .notPermitted || error == .accessDenied
    guard isRefusal || error == .noSuchCall else { return nil }
    let cause: Cause =
      if error == .accessDenied, confinement.forbidsMemoryPrograms, Self.startsProgram(call) {
        .memoryPrograms
      } else if confinement.hasFilter {
        .filter(call: call)
      } else if error == .noSuchCall {
        .oldKernel(call: call)
      } else if let label = confinement.label {
        .securityModule(label: label)
      } else {
        .unknown
      }
    self.init(cause, under: confinement)
  }

  /// Whether a call begins with a program that runs from memory; the kernel itself never answers
  /// such a call with EACCES.
  private static func startsProgram(_ call: String) -> Bool {
    ["memfd_create", "setns"].contains(call)
  }

  /// A reason for somebody who is confined like this.
  package init(_ cause: Cause, under confinement: Confinement) {
    self.init(cause, sudoHelps: !confinement.isRoot && !confinement.forbidsNewPrivileges)
  }
}

extension Snapshot {
  /// Finds what refused a system call that takes a capability; nil when that is no matter of
  /// rights.
  ///
  /// A missing capability comes first, because it alone is reason enough.
  ///
  /// - Parameters:
  ///   - call: the name of the system call, such as `setns`.
  ///   - error: what it answered.
  ///   - capability: what the call takes.
  ///   - user: the user namespace in which that counts; nil where it is out of view.
  ///   - confinement: what holds the observer back.
  /// - Returns: the reason.
  package func denial(
    of call: String, _ error: Errno, needing capability: Capability, in user: NamespaceID?,
    confinement: Confinement = .own
  ) -> Denial? {
    let denial = Denial(of: call, error, under: confinement)
    guard denial != nil, error != .noSuchCall, !observerHolds(capability, in: user) else {
      return denial
    }
    return Denial(.capability(capability, in: user), under: confinement)
  }
}
