package import Namespaces

/// Something that a step says will come true, in a form that can be checked against what the
/// command printed and against the kernel.
///
/// A step whose claims do not say that its command ``fails`` says that it ``succeeds``.
package enum Check: Sendable, Hashable {
  /// The command fails.
  case fails

  /// The command succeeds.
  case succeeds

  /// What the command printed contains this.
  case prints(String)

  /// What the command printed does not contain this.
  case hides(String)

  /// The last line that the command printed is this.
  case ends(String)

  /// The same was printed as in an earlier step.
  case printsSame(as: String)

  /// Something else was printed than in an earlier step.
  case printsOther(than: String)

  /// Exactly these links of the shell differ from those at the end of an earlier step.
  case changed([NamespaceLink], since: String)

  /// The shell is this process in its innermost PID namespace, and another one further out.
  case isNumber(Int32)

  /// The namespace that the shell was in at the end of an earlier step is still there, and nobody
  /// lives in it.
  case standsEmpty(NamespaceKind, of: String)

  /// The namespace that the shell was in at the end of an earlier step exists no more.
  case isGone(NamespaceKind, of: String)

  /// The namespace that the shell is in belongs to the user namespace that it is in.
  case isOwnedHere(NamespaceKind)

  /// The namespace that the shell is in belongs to another user namespace than the one that it is
  /// in.
  case isOwnedElsewhere(NamespaceKind)

  /// Some process of the lab is in another namespace of this kind than the shell.
  case hasOtherMembers(NamespaceKind)
}
