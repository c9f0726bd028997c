internal import Namespaces

/// A line of a table that a step ends with.
package struct TableLine: Sendable, Hashable {
  /// What the line is about, such as `mnt`.
  package var name: String

  /// What was before, or what one has.
  package var left: String

  /// What is now, or what the other has.
  package var right: String

  /// Whether the two differ.
  package var differs: Bool
}

extension Step.Table {
  /// The lines of the table, the first with the names of the columns.
  func lines(now: StepResult, earlier: [String: StepResult]) -> [TableLine] {
    switch self {
    case .links(let step):
      guard let before = earlier[step] else { return [] }
      return Self.links(before: before.place.shell.links, now: now.place.shell.links)
    case .container:
      guard let start = earlier["start"] else { return [] }
      return Self.container(now: now.place, start: start.place)
    }
  }

  private static func links(before: NamespaceLinks, now: NamespaceLinks) -> [TableLine] {
    [TableLine(name: "/proc/PID/ns", left: "before", right: "now", differs: false)]
      + Link.all.map { link in
        TableLine(
          name: link.name, left: "\(before[link])", right: "\(now[link])",
          differs: before[link] != now[link])
      }
  }

  private static func container(now: LabPlace, start: LabPlace) -> [TableLine] {
    let other = now.containerOfHost
    let head = TableLine(
      name: "", left: "this box", right: other.map { "\($0.name) (\($0.pid))" } ?? "-",
      differs: false)
    return [head]
      + NamespaceKind.allCases.map { kind in
        let isOwn = now.shell.links[kind] != start.shell.links[kind]
        let otherIsOwn = other.map { !now.isInitial($0.links[kind]) }
        let words = otherIsOwn.map { $0 ? "own" : "shared" } ?? "-"
        return TableLine(
          name: kind.name, left: isOwn ? "own" : "shared", right: words,
          differs: otherIsOwn.map { $0 != isOwn } ?? false)
      }
  }
}

extension LabPlace {
  /// The first process of a container that runs beside the lab.
  ///
  /// It is PID 1 of a room below the host's and has mounts of its own; the one with the most walls
  /// if there are several.
  fileprivate var containerOfHost: ProcessRecord? {
    let inLab = Set(processes.map(\.pid))
    let candidates = snapshot.processes.filter { process in
      process.nestedPIDs.last == 1 && !inLab.contains(process.pid)
        && process.links[.mnt] != 0 && !isInitial(process.links[.mnt])
    }
    return candidates.max { walls(of: $0) < walls(of: $1) }
  }

  fileprivate func isInitial(_ inode: UInt32) -> Bool {
    snapshot.namespace(inode: inode)?.isInitial ?? false
  }

  private func walls(of process: ProcessRecord) -> Int {
    NamespaceKind.allCases.count { !isInitial(process.links[$0]) }
  }
}
