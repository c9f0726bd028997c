internal import CLinux

/// The memory of this process.
package enum Memory {
  /// Has the kernel get back every large block as soon as it is freed, at the price of mapping a
  /// new one the next time.
  ///
  /// For a program that makes the same large arrays again and again: else each of them may leave a
  /// hole of its size in the heap. The corresponding C function is `mallopt`.
  package static func returnFreedBlocks() {
    heya_return_freed_blocks()
  }

  /// Gives the kernel back what was freed.
  ///
  /// The corresponding C function is `malloc_trim`.
  package static func trim() {
    heya_trim_memory()
  }

  /// Gives the kernel back the pages of code.
  ///
  /// Most of them only the start needed, and what somebody does now and then; those that are needed
  /// are mapped again from the kernel's cache. The corresponding C function is `madvise`.
  package static func dropCodePages() {
    heya_drop_code_pages()
  }
}
