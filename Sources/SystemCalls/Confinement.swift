internal import CLinux
internal import Glibc

/// What holds the calling process back beside missing capabilities: a seccomp filter,
/// `no_new_privs`, a security module's label, and being another user than root.
public struct Confinement: Sendable, Hashable {
  /// Whether a seccomp filter judges its system calls (seccomp(2)).
  public var hasFilter: Bool

  /// Whether execve(2) gives it no privileges, so that sudo(8) cannot help.
  public var forbidsNewPrivileges: Bool

  /// Its security label; nil when no security module confines it (apparmor(7), selinux(8)).
  public var label: String?

  /// Whether its effective user is root of its user namespace.
  public var isRoot: Bool

  /// Whether no file in memory may be executed (`vm.memfd_noexec`).
  public var forbidsMemoryPrograms: Bool

  /// Creates a description.
  public init(
    hasFilter: Bool = false, forbidsNewPrivileges: Bool = false, label: String? = nil,
    isRoot: Bool = true, forbidsMemoryPrograms: Bool = false
  ) {
    self.forbidsMemoryPrograms = forbidsMemoryPrograms
    self.hasFilter = hasFilter
    self.forbidsNewPrivileges = forbidsNewPrivileges
    self.label = label
    self.isRoot = isRoot
  }

  /// That of this process.
  ///
  /// The corresponding C functions are `prctl` with `PR_GET_SECCOMP` and `PR_GET_NO_NEW_PRIVS`;
  /// they answer without `/proc`. Where a filter forbids even to ask for it, there is one.
  public static var own: Confinement {
    let label = (try? Descriptor.open("/proc/self/attr/current").contents()).flatMap(Self.label)
    let setting = try? Descriptor.open("/proc/sys/vm/memfd_noexec").contents()
    return Confinement(
      hasFilter: heya_has_filter() != 0, forbidsNewPrivileges: heya_has_no_new_privs() == 1,
      label: label, isRoot: geteuid() == 0,
      forbidsMemoryPrograms: setting?.first == UInt8(ascii: "2"))
  }

  /// The label in the text of `/proc/PID/attr/current`; nil when it confines nobody.
  ///
  /// AppArmor tells its mode behind the name, as in `docker-default (enforce)`.
  public static func label(_ text: [UInt8]) -> String? {
    let end = text.firstIndex { [0, UInt8(ascii: "\n"), UInt8(ascii: " ")].contains($0) }
    let label = String(decoding: text[..<(end ?? text.count)], as: UTF8.self)
    return label.isEmpty || label == "unconfined" ? nil : label
  }
}
