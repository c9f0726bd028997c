package import Kernel
package import Namespaces

/// Why a namespace could not be looked into.
package struct ContentsError: Error, Sendable, Hashable {
  /// The namespace.
  package var namespace: NamespaceID

  /// Its owner, nil when that is out of view.
  package var owner: NamespaceID?

  /// What the kernel said; ENOENT when nothing leads to the namespace any more.
  package var reason: Errno
}

extension ContentsError: CustomStringConvertible {
  /// One sentence: what, why, and what it would take.
  package var description: String {
    let next =
      switch reason {
      case .notPermitted, .accessDenied:
        "it takes CAP_SYS_ADMIN in \(owner.map { "\($0), its owner" } ?? "its owner") (use sudo)"
      case .noSuchFile, .noSuchProcess: "what led to it is gone; scan again"
      case .timedOut: "the file server above its pin does not answer; end that server"
      default: "scan again"
      }
    return "cannot look into \(namespace) (\(reason)): \(next)."
  }
}
