package import Namespaces

/// What somebody asks to enter, and how.
package struct EntryRequest: Sendable, Hashable {
  /// The process or namespace to enter.
  package var target: ObjectID

  /// The kinds to join; those that are shared already are left out by the plan.
  package var kinds: Set<NamespaceKind>

  /// Who to be in there.
  package var identity = Identity.root

  /// Whether to be accounted to the target's cgroup.
  package var joinsCgroup = false

  /// Whether to keep the host's mounts and so its tools, for targets without a shell.
  package var hostTools = false

  /// Whether a namespace brings along all others that its first process is in.
  package var joinsAll = false

  /// Whether a program out of the target's own files keeps the explorer's rights.
  package var isPrivileged = false

  /// A request to join all kinds of `target` as the target's root.
  package init(target: ObjectID) {
    self.target = target
    kinds = Set(NamespaceKind.allCases)
  }

  /// Who somebody is in a target.
  package enum Identity: Sendable, Hashable {
    /// The target's root.
    case root

    /// As the target is, as `docker exec` does it.
    case target

    /// A user of the target by name or number, with `:` and a group where wanted.
    case named(String)
  }
}
