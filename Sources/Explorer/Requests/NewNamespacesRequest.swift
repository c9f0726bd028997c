package import Namespaces

/// What somebody asks to make: new namespaces with a shell or a command in them.
package struct NewNamespacesRequest: Sendable, Hashable {
  /// The kinds to make new namespaces of; a user namespace is made as well where ids are mapped.
  package var kinds: Set<NamespaceKind> = [.uts, .pid, .mnt]

  /// Which ids the new user namespace has.
  package var userMap = UserMap.none

  /// What runs in it, as typed at a shell's prompt; empty for a shell.
  package var command = ""

  /// A request for a host name, processes and mounts apart from the host.
  package init() {}

  /// Which ids a new user namespace has.
  package enum UserMap: Sendable, Hashable, CaseIterable {
    /// No new user namespace.
    case none

    /// Root in there is whoever makes it, and there is nobody else.
    case caller

    /// Others too, those that `/etc/subuid` gives (subuid(5)).
    case subordinate
  }
}
