import Canvas
import Description
import Localization
import Namespaces

extension State {
  /// Two objects side by side, one line per kind, and below what differs inside.
  func comparison(_ dialog: ComparisonDialog, width: Int) -> [[Segment]] {
    guard let viewModel else { return [] }
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
      row(
        Segment(""), viewModel.name(of: dialog.left), viewModel.name(of: dialog.right), .title, ""),
      [],
    ]
    let (a, b) = (viewModel.links(of: dialog.left), viewModel.links(of: dialog.right))
    var different = 0
    for kind in NamespaceKind.allCases {
      let (first, second) = (a?[kind] ?? 0, b?[kind] ?? 0)
      if first == 0, second == 0 { continue }
      let isKnown = first != 0 && second != 0
      let isSame = first == second
      if isKnown, !isSame { different += 1 }
      let note: Text = !isKnown ? .unknown : isSame ? .same : .different
      lines.append(
        row(
          Segment(kind.name, .kind), viewModel.described(first, language),
          viewModel.described(second, language), isSame ? .faint : .text, note[language]))
    }
    lines += [[], [Segment(Text.differ(different)[language], .strong)]]
    if !dialog.differences.isEmpty { lines.append([]) }
    for kind in NamespaceKind.allCases {
      guard let difference = dialog.differences[kind] else { continue }
      lines += self.lines(of: difference, kind, width: width)
    }
    return lines
  }

  /// The most facts that are told of a kind; a host may have thousands of mounts.
  private static let limit = 200

  /// What differs inside two namespaces of a kind; nil stands for what is not known yet.
  private func lines(
    of difference: ContentsDifference?, _ kind: NamespaceKind, width: Int
  ) -> [[Segment]] {
    let language = options.language
    func titled(_ text: String, _ role: Theme.Role) -> [[Segment]] {
      text.wrapped(to: max(2, width - 8)).enumerated().map { line, range in
        [
          Segment((line == 0 ? kind.name : "").padded(to: 8), .kind),
          Segment(String(text[range]), role),
        ]
      }
    }
    switch difference {
    case nil: return titled(Text.looking[language], .faint)
    case .unreadable(let reason): return titled(reason[language], .warning)
    case .facts(let facts) where facts.isEmpty: return titled(Text.alikeInside[language], .faint)
    case .facts(let facts):
      let rest = facts.count - Self.limit
      return titled(kind.subject[language], .label)
        + facts.prefix(Self.limit).flatMap { lines(of: $0, width: width) }
        + (rest > 0 ? [[Segment("  " + Text.andMore(rest)[language], .faint)]] : [])
    }
  }

  /// A fact in three columns, each wrapped: what it is about, and what each of the two says.
  private func lines(of fact: FactDifference, width: Int) -> [[Segment]] {
    let cell = max(4, (width - 6) / 3)
    func column(_ words: Text?, _ role: Theme.Role) -> [Segment] {
      guard let text = words?[options.language] else {
        return [Segment(options.glyphs.horizontal, .faint)]
      }
      return text.wrapped(to: cell).map { Segment(String(text[$0]), role) }
    }
    let columns = [
      column(fact.subject, .label), column(fact.left, .text), column(fact.right, .text),
    ]
    return (0..<(columns.map(\.count).max() ?? 0)).map { line in
      columns.flatMap { column in
        let segment = column.indices.contains(line) ? column[line] : Segment("")
        return [Segment("  "), Segment(segment.text.padded(to: cell), segment.role)]
      }
    }
  }
}

extension ViewModel {
  /// The namespaces of a task; of a namespace those of its first process, or itself alone.
  func links(of object: ObjectID) -> NamespaceLinks? {
    switch place(of: object) {
    case .process(let position): return process(position).links
    case .divergentThread(let position): return divergentThread(position).thread.links
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

  /// The first process that lives in the host's namespaces only; nil when none is seen.
  var hostProcess: ObjectID? {
    snapshot.processes.indices.first { position in
      !snapshot.processes[position].isKernelThread
        && NamespaceKind.allCases.allSatisfy { kind in
          let position = index.namespace(of: Int32(position), kind)
          return position >= 0 && isHostNamespace(position)
        }
    }.map { .process(snapshot.processes[$0].id) }
  }

  fileprivate func described(_ inode: UInt32, _ language: Language) -> String {
    if inode == 0 { return "?" }
    let whose = snapshot.namespace(inode: inode).flatMap { description.whose($0) }
    return whose.map { "\(inode)  \($0[language])" } ?? String(inode)
  }
}

extension Text {
  static let alikeInside = Text("Nothing inside differs.")
}
