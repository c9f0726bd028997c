import Localization
import Namespaces

/// The journal, newest first.
struct ChangesView: Outline {
  var head: Words { Words("WHAT HAPPENED", "出来事") }

  func columns(_ scene: Scene) -> [Column] { [.pid, .user] }

  var firstGuide: Int { 0 }

  func roots(_ scene: Scene) -> [Node] {
    scene.journal.changes.indices.reversed().map { Node(place: .change(Int32($0))) }
  }

  func children(of node: Node, _ scene: Scene) -> [Node] { [] }

  func opens(_ node: Node, _ scene: Scene) -> Bool { false }
}
