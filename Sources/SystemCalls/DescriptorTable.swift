internal import CLinux

/// The table of open descriptors that the threads of a process share, unless one of them left it
/// with `CLONE_FILES` of unshare(2).
package enum DescriptorTable {
  /// How two tables stand to each other.
  package enum Order: Sendable {
    /// They are one.
    case same

    /// The first comes before the second in an order of the kernel's own.
    case before

    /// The first comes after the second.
    case after
  }

  /// How the tables of two threads stand to each other (kcmp(2), `KCMP_FILES`).
  ///
  /// - Throws: ENOSYS where the kernel was built without kcmp(2), EPERM without the right to look,
  ///   ESRCH when one of them has ended.
  package static func order(of tid: Int32, and other: Int32) throws(Errno) -> Order {
    switch try call({ heya_compare_descriptor_tables(tid, other) }) {
    case 0: .same
    case 1: .before
    default: .after
    }
  }
}
