internal import SystemCalls

/// Network namespaces that are open for a thread to ask about, in an order of its own; they are
/// closed when the last who holds this lets go.
final class OpenNetworks: Sendable {
  /// The descriptors; nil for a namespace that could not be opened.
  let descriptors: [Int32?]

  /// Opens namespaces.
  ///
  /// - Parameters:
  ///   - namespaces: the namespaces.
  ///   - open: opens one; nil where that is not possible.
  init<Element>(_ namespaces: [Element], open: (Element) -> NamespaceHandle?) {
    descriptors = namespaces.map { open($0)?.take().take() }
  }

  deinit {
    for case let descriptor? in descriptors { _ = Descriptor(owning: descriptor) }
  }
}
