package import Namespaces

/// A line of a view: what it shows and where it hangs in the tree.
///
/// It holds numbers only. With 10,000 processes a view may have 80,000 rows, which are made anew at
/// every letter of a filter, and of which forty are seen: only of those the identity and the text
/// are asked for.
struct Row: Sendable, Equatable {
  /// What it shows, by where that is in the scene.
  var node: Node

  /// The number of rows above it in the tree.
  var depth: Int

  /// The levels at which a line goes on past this row to a later sibling, bit n for level n.
  var guides: UInt64 = 0

  /// Whether it is the last of its siblings.
  var isLast = true

  /// Whether it can be folded, and is.
  var fold: Fold

  /// Whether it is there only because of what is below it that passes the filter.
  var isContext = false

  /// Whether rows are below a row.
  enum Fold: Sendable {
    case leaf
    case open
    case closed
  }

  /// Where the object is in the scene.
  var place: Place { node.place }
}

/// The identity of a row: an object may be in several places of a tree, such as a process in one
/// namespace of each kind.
package struct RowID: Sendable, Hashable {
  /// The object.
  package var object: ObjectID

  /// The namespace whose members are listed; nil outside such a list.
  package var namespace: NamespaceID?

  /// Creates the identity of a row.
  package init(object: ObjectID, namespace: NamespaceID? = nil) {
    self.object = object
    self.namespace = namespace
  }
}

/// Where an object is, by its position in the scene's arrays.
enum Place: Sendable, Hashable {
  case kind(NamespaceKind)
  case namespace(Int32)
  case process(Int32)

  /// A thread, by its position in ``TreeIndex/divergentThreads``.
  case divergentThread(Int32)

  /// A thread, by its position in ``ViewModel/threads``.
  case thread(Int32)

  /// A runtime or a group, by its position in ``ContainerTree/groups``.
  case group(Int32)

  /// A container, by its position in ``ContainerTree/containers``.
  case container(Int32)

  /// An interface, by its position in ``NetworkTree/interfaces``.
  case interface(Int32)

  /// A change, by its position in the event log.
  case change(Int32)

  /// Whether it is a namespace.
  var isNamespace: Bool { if case .namespace = self { true } else { false } }

  /// Whether it is a process or a thread.
  var isTask: Bool {
    switch self {
    case .process, .divergentThread, .thread: true
    default: false
    }
  }
}

/// A place in a tree, with the namespace to whose members the tree below is limited.
struct Node: Sendable, Hashable {
  /// The object.
  var place: Place

  /// The position of the namespace; -1 when there is no limit.
  var namespace: Int32 = -1
}
