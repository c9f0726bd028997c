internal import CLinux

/// A process that does nothing but live in a namespace that has no process, so that `/proc` tells of
/// the namespace; it ends with this value, and with this process.
package struct StandIn: ~Copyable {
  /// The process.
  package let pid: Int32

  /// Starts one.
  ///
  /// - Parameter namespace: what it joins beside what it shares with this process.
  /// - Throws: what setns(2) says, such as EPERM.
  package init(in namespace: borrowing NamespaceHandle) throws(Errno) {
    let raw = namespace.descriptor.rawValue
    pid = try call { heya_stand_in(raw) }
  }

  deinit {
    heya_dismiss(pid)
  }
}
