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

  /// Has the kernel get back every large block as soon as it is freed, at the price of mapping a new
  /// one the next time.
  ///
  /// For a program that makes the same large arrays again and again: else each of them may leave a
  /// hole of its size in the heap. The corresponding C function is `mallopt`.
  package static func settle() {
    heya_settle_memory()
  }
}
