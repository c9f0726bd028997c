/// What confines a process beside its namespaces, as `/proc` tells of it.
struct SecurityContext: Sendable, Hashable {
  /// What it may do.
  var credentials: StatusCredentials

  /// How readily the kernel ends it when memory is out (proc_pid_oom_score_adj(5)).
  var outOfMemoryScore = 0

  /// Its security label; nil when no security module gives one (apparmor(7), selinux(8)).
  var label: String?

  /// That of a container as engines make them, to go by where nobody lives who could be asked.
  static let usualContainer = SecurityContext(credentials: .usualContainer)
}
