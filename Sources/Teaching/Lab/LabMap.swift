internal import Namespaces
internal import Wording

/// The lab as a tree of its processes, each with the rooms that it does not share with its parent.
struct LabMap {
  /// The lines, from the lab's first process inwards.
  private(set) var lines: [StyledLine] = []

  private let place: LabPlace
  private let earlier: Set<NamespaceID>
  private let language: Language
  private let children: [Int32: [ProcessRecord]]

  /// Draws the lab.
  ///
  /// - Parameters:
  ///   - place: the lab now.
  ///   - before: the lab at an earlier moment; rooms that it did not have are marked.
  ///   - language: the language of the few words.
  init(of place: LabPlace, since before: LabPlace, in language: Language) {
    self.place = place
    self.language = language
    earlier = before.rooms
    children = Dictionary(grouping: place.processes) { $0.parent }
    let inLab = Set(place.processes.map(\.pid))
    for process in place.processes where !inLab.contains(process.parent) {
      draw(process, below: place.snapshot.process(pid: process.parent), lead: "", branch: "")
    }
  }

  private mutating func draw(
    _ process: ProcessRecord, below parent: ProcessRecord?, lead: String, branch: String
  ) {
    var runs = [
      StyledLine.Run("    " + lead + branch, .output),
      StyledLine.Run("\(process.name) \(process.innermostPID)", .body),
    ]
    for kind in parent.map({ process.links.kinds(differingFrom: $0.links) }) ?? [] {
      guard let room = place.snapshot.namespace(inode: process.links[kind]) else { continue }
      let isNew = !earlier.contains(room.id)
      runs.append(StyledLine.Run("  \(isNew ? "+" : "")\(room.id)", isNew ? .fact : .output))
    }
    if process.pid == place.shell.pid {
      runs.append(StyledLine.Run(Words("  ◀ you", "  ◀ ここ")[language], .fact))
    }
    lines.append(StyledLine(runs))
    let next = lead + (branch.isEmpty ? "" : branch == "└ " ? "  " : "│ ")
    let below = children[process.pid] ?? []
    for (index, child) in below.enumerated() {
      draw(child, below: process, lead: next, branch: index == below.count - 1 ? "└ " : "├ ")
    }
  }
}

extension LabPlace {
  /// The namespaces that the lab's processes are in.
  fileprivate var rooms: Set<NamespaceID> {
    var rooms: Set<NamespaceID> = []
    for process in processes {
      for kind in NamespaceKind.allCases {
        if let room = snapshot.namespace(inode: process.links[kind]) { rooms.insert(room.id) }
      }
    }
    return rooms
  }

  /// Whether the two moments have the same rooms.
  func hasSameRooms(as other: LabPlace) -> Bool { rooms == other.rooms }
}
