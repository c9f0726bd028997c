public import Namespaces
public import SystemCalls

/// Why the kernel cannot be asked for all tasks at once.
public enum IteratorError: Error, Sendable, Hashable {
  /// It is a file that is looked at, not the running host.
  case recorded(String)

  /// The kernel does not tell its types (`CONFIG_DEBUG_INFO_BTF`), or not to this process.
  case noTypes(path: String, Errno)

  /// The kernel has no such iterators, which came with Linux 5.11.
  case tooOld

  /// A structure of the kernel's has no such member.
  case unknownLayout(String)

  /// Capabilities are missing.
  case missing([Capability])

  /// The capabilities hold in a user namespace that is not the initial one, or a security module
  /// forbids it.
  case forbidden

  /// The kernel keeps its memory to itself (lockdown, kernel_lockdown(7)).
  case lockedDown

  /// `/proc` tells the processes of another pid namespace.
  case otherProcesses

  /// The kernel does not take the program.
  case rejected(Errno)
}
