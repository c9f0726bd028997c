package import Namespaces

/// A network interface, as the picture of the networks shows it.
package struct NetworkInterface: Sendable, Hashable {
  /// The network namespace that it is in.
  package var namespace: NamespaceID

  /// The index in that namespace.
  package var index: UInt32

  /// The name.
  package var name: String

  /// What it is, such as `veth` or `bridge`; empty for hardware and loopback.
  package var kind: String

  /// Whether it is switched on.
  package var isUp: Bool

  /// The addresses with the lengths of their prefixes.
  package var addresses: [String]

  /// The name of the bridge or bond that it belongs to; nil for none.
  package var master: String?

  /// The other end of a veth, or the interface below a macvlan; nil for none or out of view.
  package var peer: Peer?

  /// An interface by its place.
  package struct Peer: Sendable, Hashable {
    /// The inode of its network namespace.
    package var namespace: UInt32

    /// The index in that namespace.
    package var index: UInt32

    /// Creates a reference.
    package init(namespace: UInt32, index: UInt32) {
      self.namespace = namespace
      self.index = index
    }
  }

  /// Creates an interface that is off and tied to nothing.
  package init(namespace: NamespaceID, index: UInt32, name: String) {
    self.namespace = namespace
    self.index = index
    self.name = name
    kind = ""
    isUp = false
    addresses = []
  }
}
