internal import Namespaces

/// A reason why a namespace is alive, as one of the sources found it.
struct FoundHolder: Sendable, Equatable {
  /// The kind of the namespace.
  var kind: NamespaceKind

  /// Its inode.
  var inode: UInt32

  /// What keeps it alive.
  var holder: Holder
}
