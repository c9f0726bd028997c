import Canvas
import Namespaces
import Wording

extension State {
  /// Two objects side by side, one line per kind.
  func comparison(_ left: ObjectID, _ right: ObjectID, width: Int) -> [[Segment]] {
    guard let scene else { return [] }
    let language = options.language
    let cell = max(12, (width - 18) / 2)
    func row(_ head: Segment, _ a: String, _ b: String, _ role: Theme.Role, _ note: String)
      -> [Segment]
    {
      [
        Segment(head.text.padded(to: 8), head.role), Segment(a.padded(to: cell - 1) + " ", role),
        Segment(b.padded(to: cell - 1) + " ", role), Segment(note, role),
      ]
    }
    var lines = [
      row(Segment(""), scene.name(of: left), scene.name(of: right), .title, ""),
      [],
    ]
    let (a, b) = (scene.links(of: left), scene.links(of: right))
    var different = 0
    for kind in NamespaceKind.allCases {
      let (first, second) = (a?[kind] ?? 0, b?[kind] ?? 0)
      if first == 0, second == 0 { continue }
      let isKnown = first != 0 && second != 0
      let isSame = first == second
      if isKnown, !isSame { different += 1 }
      let note: Words = !isKnown ? .unknown : isSame ? .same : .different
      lines.append(
        row(
          Segment(kind.name, .kind), scene.described(first, language),
          scene.described(second, language), isSame ? .faint : .text, note[language]))
    }
    lines += [[], [Segment(Words.differ(different)[language], .strong)]]
    return lines
  }
}

extension Scene {
  /// The namespaces of a task; of a namespace those of its first process, or itself alone.
  fileprivate func links(of object: ObjectID) -> NamespaceLinks? {
    switch place(of: object) {
    case .process(let position): return process(position).links
    case .stray(let position): return stray(position).thread.links
    case .thread(let position): return process(threads[position].process).links
    case .namespace(let position):
      if let leader = leader(of: position) { return leader.links }
      var links = NamespaceLinks()
      links[namespace(position).kind] = namespace(position).id.inode
      return links
    case .container(let position): return containers.containers[Int(position)].namespaces
    default: return nil
    }
  }

  fileprivate func described(_ inode: UInt32, _ language: Language) -> String {
    if inode == 0 { return "?" }
    let position = index.position(inode: inode)
    let isHome = position >= 0 && isHome(position)
    return isHome ? "\(inode)  \(Words.host[language])" : String(inode)
  }
}
