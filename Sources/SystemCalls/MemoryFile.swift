internal import CLinux

extension Descriptor {
  /// A file that lives in memory and has no name, gone when it is closed.
  ///
  /// The corresponding C function is `memfd_create`.
  package static func memoryFile(named name: String) throws(Errno) -> Descriptor {
    try Descriptor(owning: call { unsafe heya_memory_file(name) })
  }
}
