package import Namespaces

/// What a plan to enter a target or to make namespaces says, as the dialog shows it.
package struct EntrySummary: Sendable, Hashable {
  /// What would be entered, such as `sh (4242)`; empty for new namespaces.
  package var title: String

  /// The kinds that the plan joins; the others are shared with the explorer already or not asked
  /// for.
  package var joins: Set<NamespaceKind>

  /// Whose rights the command has, in a sentence; empty for new namespaces.
  package var rights = ""

  /// The steps in plain words, one a line.
  package var steps: [String]

  /// What one should know beforehand, a sentence each.
  package var notes: [String] = []

  /// What of the target is taken over beside its namespaces and what is not, a sentence each, below
  /// a title.
  package var inheritedContext: [String] = []

  /// The command that does the same, `heya enter …` or `heya new …`.
  package var command: String

  /// The command of nsenter(1) that comes nearest; empty for new namespaces.
  package var nsenter: String

  /// Why it cannot work and what would help; nil when it can.
  package var refusal: String?

  /// Whether the host's tools would help.
  package var lacksTools = false

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
