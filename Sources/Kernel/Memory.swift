internal import CLinux

/// The memory of this process.
package enum Memory {
  /// Gives the kernel back what only the start needed: freed memory, and the pages of code, most of
  /// which are never called again; those that are the kernel maps again from its cache.
  ///
  /// For a program that stays. The corresponding C functions are `malloc_trim` and `madvise`.
  package static func shed() {
    heya_shed_memory()
  }
}
