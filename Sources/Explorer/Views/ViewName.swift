package import Localization

/// A way to look at the host.
package enum ViewName: Int, Sendable, Hashable, CaseIterable {
  case kinds = 1
  case owners
  case pids
  case containers
  case network
  case processes
  case changes

  /// The name on the line of views.
  package var title: Text {
    switch self {
    case .kinds: Text("Kinds")
    case .owners: Text("Owners")
    case .pids: Text("PIDs")
    case .containers: Text("Containers")
    case .network: Text("Network")
    case .processes: Text("Processes")
    case .changes: Text("Changes")
    }
  }

  /// The view that comes `step` places further on the line, round the ends.
  func neighbor(_ step: Int) -> ViewName {
    let all = Self.allCases
    let position = all.firstIndex(of: self) ?? 0
    return all[(position + step + all.count) % all.count]
  }
}

extension ViewName {
  /// The tree that the view makes.
  var outline: any Outline {
    switch self {
    case .kinds: KindsView()
    case .owners: OwnersView()
    case .pids: PIDsView()
    case .containers: ContainersView()
    case .network: NetworkView()
    case .processes: ProcessesView()
    case .changes: ChangesView()
    }
  }

  /// The name in the configuration, which is that of ``action``.
  package var name: String { action.rawValue }

  /// The view with a name; nil when there is none.
  package init?(name: String) {
    guard let view = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = view
  }

  /// Whether its rows have numbers that can be added up.
  var hasTotal: Bool { self != .network && self != .changes }

  /// The key's action that shows the view.
  var action: Action {
    switch self {
    case .kinds: .kinds
    case .owners: .owners
    case .pids: .pids
    case .containers: .containers
    case .network: .network
    case .processes: .processes
    case .changes: .changes
    }
  }
}
