internal import CLinux

extension Descriptor {
  /// A directory of the POSIX message queues in the calling thread's ipc namespace
  /// (mq_overview(7)): a mount of their file system that is attached nowhere.
  ///
  /// - Throws: EPERM without CAP_SYS_ADMIN in the owner of the namespace.
  package static func messageQueues() throws(Errno) -> Descriptor {
    // The descriptor of a mount stands for it only as a place (`O_PATH`).
    let mount = try Descriptor(owning: call { heya_mount_message_queues() })
    return try mount.open(".", directory)
  }
}
