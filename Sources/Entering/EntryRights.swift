public import Localization

/// Whose rights a command has: whose program it is decides.
///
/// What comes out of the target's own files was written by whoever made them, and could do with
/// root's rights whatever it likes to the host; so it runs with no more than the target has. A
/// program of the host's is the caller's own.
public enum EntryRights: Sendable, Hashable {
  /// The program is the target's: it has no more rights than the target.
  case target

  /// The program is the target's, of which no process is left to go by: it has those of a usual
  /// container.
  case usualContainer

  /// The program is the host's, and yet has no more rights than the target, which it shall be like.
  case likeTarget

  /// The program is the host's: it has the caller's rights.
  case caller

  /// The program is the target's, and has the caller's rights because they were asked for.
  case privileged
}

extension EntryRights {
  /// One sentence: whose program it is, whose rights it has, and how to choose otherwise.
  public var words: Text {
    switch self {
    case .target:
      Text(
        """
        The program is the target's own: it gets no more rights than the target has; --privileged \
        gives it yours.
        """)
    case .usualContainer:
      Text(
        """
        The program comes out of files in which nobody lives: it gets the rights of a usual \
        container; --privileged gives it yours.
        """)
    case .likeTarget:
      Text("The program is the host's, and gets no more rights than the target has, as you asked.")
    case .caller:
      Text("The program is the host's: it keeps your rights.")
    case .privileged:
      Text("The program is the target's own, and gets your rights all the same, as you asked.")
    }
  }
}

extension TargetInspection {
  /// Whose rights the command has.
  func rights(_ options: EntryOptions) -> EntryRights {
    if !runsOwnProgram { return inheritedContext?.isWanted == true ? .likeTarget : .caller }
    guard let inheritedContext, inheritedContext.takesRights else { return .privileged }
    return inheritedContext.target == .usualContainer ? .usualContainer : .target
  }
}
