package import Namespaces

/// What tells an object that a row can show from every other, across refreshes, sorting and views.
package enum ObjectID: Sendable, Hashable {
  /// A kind of namespace.
  case kind(NamespaceKind)

  /// A namespace.
  case namespace(NamespaceID)

  /// A process.
  case process(ProcessID)

  /// A thread that is in other namespaces than the main thread of its process.
  case thread(ProcessID, tid: Int32)

  /// A container runtime or a group of containers.
  case group(ContainerGroup)

  /// A container.
  case container(ContainerID)

  /// A network interface, by its index in a network namespace.
  case interface(NamespaceID, UInt32)

  /// An entry of the event log, by its number.
  case change(Int)
}
