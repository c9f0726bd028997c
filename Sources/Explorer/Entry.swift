package import Namespaces

/// What somebody asks to enter, and how.
package struct EntryRequest: Sendable, Hashable {
  /// The process or namespace to enter.
  package var target: ObjectID

  /// The kinds to join; those that are shared already are left out by the plan.
  package var kinds: Set<NamespaceKind>

  /// Whether to become the target's user, as `docker exec` does, instead of the room's root.
  package var asTargetUser: Bool

  /// Whether to keep the host's mounts and so its tools, for rooms without a shell.
  package var hostTools: Bool

  /// A request to join all kinds of `target` as the room's root.
  package init(target: ObjectID) {
    self.target = target
    kinds = Set(NamespaceKind.allCases)
    asTargetUser = false
    hostTools = false
  }
}

/// What a plan to enter says, as the dialog shows it.
package struct EntrySummary: Sendable, Hashable {
  /// What would be entered, such as `sh (4242)`.
  package var title: String

  /// The kinds that the plan joins; the others are shared with the explorer already or not asked
  /// for.
  package var joins: Set<NamespaceKind>

  /// The steps in plain words, one a line.
  package var steps: [String]

  /// The command that does the same, `heya enter …`.
  package var command: String

  /// The command of nsenter(1) that comes nearest.
  package var nsenter: String

  /// Why it cannot work and what would help; nil when it can.
  package var refusal: String?

  /// Creates a summary.
  package init(
    title: String, joins: Set<NamespaceKind>, steps: [String], command: String, nsenter: String,
    refusal: String? = nil
  ) {
    self.title = title
    self.joins = joins
    self.steps = steps
    self.command = command
    self.nsenter = nsenter
    self.refusal = refusal
  }
}
