import Localization
import Namespaces

/// The journal, newest first.
struct ChangesView: Outline {
  var head: Text { Text("WHAT HAPPENED", "出来事") }

  func columns(_ scene: ViewModel) -> [Column] { [.pid, .user] }

  var firstGuide: Int { 0 }

  func roots(_ scene: ViewModel) -> [Node] {
    scene.journal.changes.indices.reversed().map { Node(place: .change(Int32($0))) }
  }

  func children(of node: Node, _ scene: ViewModel) -> [Node] { [] }

  func opens(_ node: Node, _ scene: ViewModel) -> Bool { false }
}
