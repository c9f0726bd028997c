import Localization
import Namespaces

/// The event log, newest first.
struct ChangesView: Outline {
  var head: Text { Text("WHAT HAPPENED") }

  func columns(_ viewModel: ViewModel) -> [Column] { [.pid, .user] }

  var firstGuide: Int { 0 }

  func roots(_ viewModel: ViewModel) -> [Node] {
    viewModel.eventLog.changes.indices.reversed().map { Node(place: .change(Int32($0))) }
  }

  func children(of node: Node, _ viewModel: ViewModel) -> [Node] { [] }

  func opens(_ node: Node, _ viewModel: ViewModel) -> Bool { false }
}
