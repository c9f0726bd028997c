/// Why the observer may not do something, and whether another user of the same machine could.
///
/// `EPERM` alone says little: root too gets it, in a container that lacks a capability, under a seccomp
/// filter, or from a security module. Telling it to use sudo would be wrong then.
public struct Denial: Sendable, Hashable {
  /// What refuses.
  public var cause: Cause

  /// Whether sudo(8) can help: the observer is not root, and may gain privileges.
  public var sudoHelps: Bool

  /// What refuses.
  public enum Cause: Sendable, Hashable {
    /// A capability is not held in a user namespace; nil where that is out of view.
    case capability(Capability, in: NamespaceID?)

    /// A seccomp filter answers the system call instead of the kernel, as containers have one.
    case filter(call: String)

    /// The security module that confines the observer under this label.
    case securityModule(label: String)

    /// The kernel is too old for the system call.
    case oldKernel(call: String)

    /// No program may run from memory, as what goes inside does (`vm.memfd_noexec`).
    case memoryPrograms

    /// None of these shows.
    case unknown
  }

  /// Creates a reason.
  public init(_ cause: Cause, sudoHelps: Bool) {
    self.cause = cause
    self.sudoHelps = sudoHelps
  }
}
