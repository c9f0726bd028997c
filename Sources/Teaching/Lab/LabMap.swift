internal import Canvas
internal import Localization
internal import Namespaces

/// The lab as a tree of its processes, each with the namespaces that it does not share with its
/// parent.
struct LabMap {
  /// The lines, from the lab's first process inwards.
  private(set) var lines: [StyledLine] = []

  private let place: LabState
  private let earlier: Set<NamespaceID>
  private let language: Language
  private let width: Int
  private let children: [Int32: [ProcessRecord]]

  /// Draws the lab.
  ///
  /// - Parameters:
  ///   - place: the lab now.
  ///   - before: the lab at an earlier moment; namespaces that it did not have are marked.
  ///   - language: the language of the few words.
  ///   - width: the columns of a line.
  init(of place: LabState, since before: LabState, in language: Language, width: Int) {
    self.place = place
    self.language = language
    self.width = width
    earlier = before.namespaces
    children = Dictionary(grouping: place.processes) { $0.parent }
    let inLab = Set(place.processes.map(\.pid))
    for process in place.processes where !inLab.contains(process.parent) {
      draw(process, below: place.snapshot.process(pid: process.parent), lead: "", branch: "")
    }
  }

  private mutating func draw(
    _ process: ProcessRecord, below parent: ProcessRecord?, lead: String, branch: String
  ) {
    let next = lead + (branch.isEmpty ? "" : branch == "└ " ? "  " : "│ ")
    let below = children[process.pid] ?? []
    let numbers = ([process.pid] + process.nestedPIDs).map { "\($0)" }.joined(separator: "→")
    let start = [
      StyledLine.Run("    " + lead + branch, .output),
      StyledLine.Run("\(process.name) \(numbers)", .body),
    ]
    // What has no room beside the process goes on below it, past the branch to its children.
    let further = [StyledLine.Run("    " + next + (below.isEmpty ? "    " : "│   "), .output)]
    append(notes(on: process, below: parent), to: start, further)
    for (index, child) in below.enumerated() {
      draw(child, below: process, lead: next, branch: index == below.count - 1 ? "└ " : "├ ")
    }
  }

  /// What there is to say of a process: its namespaces that are not its parent's, and whether the
  /// learner is there.
  private func notes(on process: ProcessRecord, below parent: ProcessRecord?) -> [StyledLine.Run] {
    var notes: [StyledLine.Run] = []
    for kind in parent.map({ process.links.kinds(differingFrom: $0.links) }) ?? [] {
      guard let namespace = place.snapshot.namespace(inode: process.links[kind]) else { continue }
      let isNew = !earlier.contains(namespace.id)
      notes.append(.init("  \(isNew ? "+" : "")\(namespace.id)", isNew ? .fact : .output))
    }
    if process.pid == place.shell.pid {
      notes.append(.init(Text("  ◀ you")[language], .fact))
    }
    return notes
  }

  private mutating func append(
    _ notes: [StyledLine.Run], to start: [StyledLine.Run], _ further: [StyledLine.Run]
  ) {
    var runs = start
    for note in notes {
      let taken = runs.reduce(0) { $0 + $1.text.columns }
      if taken + note.text.columns > width, runs != further {
        lines.append(StyledLine(runs))
        runs = further
      }
      runs.append(note)
    }
    lines.append(StyledLine(runs))
  }
}

extension LabState {
  /// The namespaces that the lab's processes are in.
  fileprivate var namespaces: Set<NamespaceID> {
    var namespaces: Set<NamespaceID> = []
    for process in processes {
      for kind in NamespaceKind.allCases {
        if let namespace = snapshot.namespace(inode: process.links[kind]) {
          namespaces.insert(namespace.id)
        }
      }
    }
    return namespaces
  }

  /// Whether the two moments have the same namespaces.
  func hasSameNamespaces(as other: LabState) -> Bool { namespaces == other.namespaces }
}
