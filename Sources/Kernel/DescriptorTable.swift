internal import CLinux

/// The table of open descriptors that the threads of a process share, unless one of them left it
/// with `CLONE_FILES` of unshare(2).
package enum DescriptorTable {
  /// Whether two threads have the same table (kcmp(2), `KCMP_FILES`).
  ///
  /// - Throws: ENOSYS where the kernel was built without kcmp(2), EPERM without the right to look,
  ///   ESRCH when one of them has ended.
  package static func isShared(by tid: Int32, and other: Int32) throws(Errno) -> Bool {
    try call { heya_compare_descriptor_tables(tid, other) } == 0
  }
}
