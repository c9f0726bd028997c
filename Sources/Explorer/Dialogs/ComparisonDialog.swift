import Localization
import Namespaces

/// Two objects side by side, and what differs inside the namespaces that they do not share.
struct ComparisonDialog: Sendable {
  /// The two objects.
  var left: ObjectID
  var right: ObjectID

  /// What differs inside, of the kinds that differ; nil until it is known.
  private(set) var differences: [NamespaceKind: ContentsDifference?] = [:]

  private var pairs: [NamespaceKind: Pair] = [:]

  private struct Pair: Sendable, Equatable {
    var left: NamespaceID
    var right: NamespaceID
  }

  /// Compares two objects; those namespaces that differ and were seen are to be looked into.
  init(_ left: ObjectID, _ right: ObjectID, in viewModel: ViewModel) {
    self.left = left
    self.right = right
    guard let a = viewModel.links(of: left), let b = viewModel.links(of: right) else { return }
    for kind in NamespaceKind.allCases where a[kind] != b[kind] {
      guard let first = viewModel.snapshot.namespace(inode: a[kind]),
        let second = viewModel.snapshot.namespace(inode: b[kind])
      else { continue }
      pairs[kind] = Pair(left: first.id, right: second.id)
      differences.updateValue(nil, forKey: kind)
    }
  }

  /// What has to be asked for.
  var effects: [Effect] {
    NamespaceKind.allCases.compactMap { kind in
      pairs[kind].map { .compare($0.left, $0.right) }
    }
  }

  /// Takes in what differs, unless it was not asked for.
  mutating func apply(_ difference: ContentsDifference, _ left: NamespaceID, _ right: NamespaceID) {
    guard pairs[left.kind] == Pair(left: left, right: right) else { return }
    differences.updateValue(difference, forKey: left.kind)
  }
}

extension State {
  /// Compares the tagged object with the selected one, two tagged ones, or with nothing tagged the
  /// selected one with the host.
  mutating func compare() -> [Effect] {
    guard let viewModel, let object = subject else { return [] }
    let others = tags.filter { $0 != object }
    guard let other = others.last ?? viewModel.hostProcess, other != object, object.isComparable,
      other.isComparable
    else {
      say(.selectTwo(options.keyLabel(of: .tag)), isError: true)
      return []
    }
    let dialog =
      tags.count == 2
      ? ComparisonDialog(tags[0], tags[1], in: viewModel)
      : ComparisonDialog(other, object, in: viewModel)
    present(.compare(dialog))
    return dialog.effects
  }

  /// Takes in what differs inside two namespaces, if it is still asked for.
  mutating func apply(_ difference: ContentsDifference, _ left: NamespaceID, _ right: NamespaceID) {
    guard case .compare(var dialog) = overlay else { return }
    dialog.apply(difference, left, right)
    overlay = .compare(dialog)
  }
}

extension ObjectID {
  /// Whether the object has eight namespaces, or is one.
  fileprivate var isComparable: Bool {
    switch self {
    case .process, .namespace, .thread, .container: true
    case .kind, .group, .interface, .change: false
    }
  }
}
