internal import CLinux

extension NamespaceHandle {
  /// The network namespace that a socket was made in (`SIOCGSKNS`).
  ///
  /// - Throws: EPERM without CAP_NET_ADMIN there; ENOTTY when it is no socket.
  package init(ofSocket socket: borrowing Descriptor) throws(Errno) {
    let raw = socket.rawValue
    try self.init(Descriptor(owning: call { heya_socket_get_netns(raw) }))
  }
}
