package import Namespaces

/// An object as one look saw it, with what is needed to say more of it than it says itself.
package struct Described<Object: Sendable>: Sendable {
  /// The object.
  package var object: Object

  /// What belongs together in the snapshot that the object is of.
  package var index: SnapshotIndex

  /// How busy it was between two looks; nil where there was only one.
  package var load: ResourceLoad?

  /// Describes an object of the snapshot that `index` is of.
  package init(_ object: Object, in index: SnapshotIndex, load: ResourceLoad? = nil) {
    self.object = object
    self.index = index
    self.load = load
  }

  /// The snapshot that the object is of.
  package var snapshot: Snapshot { index.snapshot }
}

extension Described {
  /// Another object of the same snapshot.
  func other<Other>(_ object: Other) -> Described<Other> { Described<Other>(object, in: index) }
}
