internal import BPFIterators
internal import Localization
internal import SystemCalls

extension InheritedContext {
  /// What confines the target, each with what becomes of it and why, a sentence each.
  var words: [Text] {
    [
      groupWords, boundingSetWords, privilegeWords, filterWords, labelWords, scoreWords,
      cgroupWords,
    ]
  }

  /// What a program of the target's, or one that shall be like it, escapes of its confinement.
  var shortfalls: [Text] {
    guard takesRights || isOwnProgram else { return [] }
    let losesLabel = target.label != nil && target.label != caller.label && label == nil
    let losesFilter = target.credentials.hasFilter && filtersToInstall == nil
    return (losesFilter ? [filterWords] : []) + (losesLabel ? [labelWords] : [])
  }

  private var groupWords: Text {
    let told: Text =
      switch groups {
      case .denied:
        Text("not copied, the target's user namespace forbids setgroups(2): yours stay.")
      case .kept: Text("not copied, yours stay as you do.")
      case .set([], let lost) where !isWanted || lost == 0:
        isWanted
          ? Text("none, as the target.") : Text("not copied, you get none.")
      case .set([], let lost):
        Text("not copied, the target's gid_map holds none of its \(lost).")
      case .set(let groups, _) where !isWanted:
        Text("not copied, you get \(Self.list(groups)) of the target's /etc/group.")
      case .set(let groups, lost: 0):
        Text("copied, \(Self.list(groups)).")
      case .set(let groups, let lost):
        Text(
          "copied as far as the target's gid_map holds them (\(Self.list(groups))); \(lost) not.")
      }
    return Text("Supplementary groups: \(told)")
  }

  private var boundingSetWords: Text {
    let count = surplus.nonzeroBitCount
    let told: Text =
      if count == 0 {
        Text("nothing to copy, yours allows no more than the target's.")
      } else if takesRights {
        Text("copied, \(count) capabilities of yours can never come back.")
      } else {
        Text("not copied, the command can have \(count) capabilities that the target can't.")
      }
    return Text("Capability bounding set: \(told)")
  }

  private var privilegeWords: Text {
    let own = caller.credentials.forbidsNewPrivileges
    let told: Text =
      switch (target.credentials.forbidsNewPrivileges, own) {
      case (_, true):
        Text("set, as you have it: nothing takes it back.")
      case (false, false): Text("not set, nor for the target.")
      case (true, false):
        takesRights
          ? Text("copied, no setuid program gives privileges.")
          : Text("not copied, setuid programs can give privileges that the target can't get.")
      }
    return Text("No_new_privs: \(told)")
  }

  private var filterWords: Text {
    let told = Self.words(
      of: filters, isThere: target.credentials.hasFilter, isTaken: takesRights)
    guard caller.credentials.hasFilter else { return Text("Seccomp: \(told)") }
    return Text("Seccomp: \(told) Yours goes along.")
  }

  private static func words(
    of filters: Result<[[UInt64]], IteratorError>?, isThere: Bool, isTaken: Bool
  ) -> Text {
    if !isThere { return Text("the target has no filter.") }
    if !isTaken {
      return Text("not copied, the command may make calls that are forbidden to the target.")
    }
    if let filters = try? filters?.get(), !filters.isEmpty {
      return Text("copied, what is forbidden to the target is forbidden to the command.")
    }
    return Text(
      """
      can't be copied. The kernel shows the target's filter only to a tracer that has stopped it \
      (PTRACE_SECCOMP_GET_FILTER), and heya stops nobody, or to a program in it, which it does not \
      take here (bpf(2)): the command may make calls that are forbidden to the target.
      """)
  }

  private var labelWords: Text {
    let told: Text =
      switch target.label {
      case nil: Text("the target has none.")
      case caller.label?:
        Text("the same as yours, \(target.label ?? "").")
      case let label?:
        takesRights
          ? Text("copied, \(label).")
          : Text("not copied, \(label) does not bind the command.")
      }
    return Text("Security label: \(told)")
  }

  private var scoreWords: Text {
    let (score, own) = (target.outOfMemoryScore, caller.outOfMemoryScore)
    let told: Text =
      if score == own {
        Text("the same as yours, \(own).")
      } else if outOfMemoryScore != nil {
        Text("copied, \(score).")
      } else if isWanted {
        Text("not copied, \(score) is below your \(own), and to lower it takes CAP_SYS_RESOURCE.")
      } else {
        Text("not copied, yours of \(own) stays; the target's is \(score).")
      }
    return Text("OOM score adjustment: \(told)")
  }

  private var cgroupWords: Text {
    let files = cgroupFiles
    let told: Text =
      if cgroups.isEmpty {
        Text("the same as yours.")
      } else if let refused = cgroups.first(where: { !files.contains($0.file) }), isWanted {
        Text("not copied, \(refused.file) can't be written to (\(refused.refusal?.name ?? "")).")
      } else if files.isEmpty {
        Text("not copied, the command is accounted to yours; --cgroup changes that.")
      } else {
        Text("copied, what the command takes counts there.")
      }
    return Text("Cgroup: \(told)")
  }

  private static func list(_ items: [some CustomStringConvertible]) -> String {
    items.map(\.description).joined(separator: ", ")
  }
}
