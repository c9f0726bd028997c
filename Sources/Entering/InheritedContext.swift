internal import BPFIterators
internal import Namespaces
internal import SystemCalls

/// What a command takes over of the target beside its namespaces, and what it does not.
///
/// Everything that a plan does about it is decided here, so that what it tells is what it does.
struct InheritedContext: Sendable, Hashable {
  /// Whether the command shall be as the target.
  var isWanted: Bool

  /// Whether the command shall have no more rights than the target, whoever it is: it comes out of
  /// the target's own files.
  var isBound = false

  /// Whether the command comes out of the target's own files, whoever's rights it has.
  var isOwnProgram = false

  /// What confines the target.
  var target: SecurityContext

  /// What confines the caller, and so the command where nothing is taken over.
  var caller: SecurityContext

  /// Whether the command gets into a user namespace, which gives all capabilities again
  /// (user_namespaces(7)).
  var joinsUserNamespace = false

  /// Whether the caller may lower a score, which takes CAP_SYS_RESOURCE.
  var mayLowerScore = false

  /// The target's seccomp filters, the oldest first, or why the kernel does not tell them; nil where
  /// nobody has asked for them.
  var filters: Result<[[UInt64]], IteratorError>?

  /// What becomes of the supplementary groups.
  var groups = Groups.kept

  /// The cgroups that the target is in and the caller is not.
  var cgroups: [Cgroup] = []

  /// Whether the command is accounted to the target's cgroups, whoever it is.
  var joinsCgroups = false

  /// What becomes of the supplementary groups.
  enum Groups: Sendable, Hashable {
    /// The command gets these; `lost` are groups of the target's that its user namespace has no ids
    /// for.
    case set([UInt32], lost: Int)

    /// The caller's stay, because the target's user namespace forbids setgroups(2).
    case denied

    /// The caller's stay, because the caller stays who it is.
    case kept
  }

  /// A cgroup of the target's.
  struct Cgroup: Sendable, Hashable {
    /// The file that takes members.
    var file: RawPath

    /// Why it can't be written to; nil when it can.
    var refusal: Errno?
  }
}

extension InheritedContext {
  /// Whether the target's rights are taken over.
  var takesRights: Bool { isWanted || isBound }

  /// The bounding set to fall back to; nil when there is nothing to give up or it is not wanted.
  var boundingSet: UInt64? {
    takesRights && surplus != 0 ? target.credentials.boundingSet : nil
  }

  /// The capabilities that the command could have and the target can never have.
  var surplus: UInt64 {
    let own = joinsUserNamespace ? .max : caller.credentials.boundingSet
    return own & StatusCredentials.allCapabilities & ~target.credentials.boundingSet
  }

  /// Whether executing gives the command no privileges because it gives the target none.
  var forbidsNewPrivileges: Bool { takesRights && target.credentials.forbidsNewPrivileges }

  /// The filters to take over; nil where there is none, or they are not known.
  var filtersToInstall: [[UInt64]]? {
    guard takesRights, let filters = try? filters?.get(), !filters.isEmpty else { return nil }
    return filters
  }

  /// The label to run under; nil when the caller's stays.
  var label: String? { takesRights && target.label != caller.label ? target.label : nil }

  /// The score to take over; nil when the caller's stays.
  var outOfMemoryScore: Int? {
    let (score, own) = (target.outOfMemoryScore, caller.outOfMemoryScore)
    return isWanted && (score > own || score < own && mayLowerScore) ? score : nil
  }

  /// The files to write to be accounted to the target's cgroups.
  ///
  /// What was asked for by itself has to work; as a part of being as the target it may not.
  var cgroupFiles: [RawPath] {
    if joinsCgroups { return cgroups.map(\.file) }
    return isWanted ? cgroups.filter { $0.refusal == nil }.map(\.file) : []
  }
}
