internal import Namespaces

/// What a box built by hand and a container of the same host have to themselves, kind by kind.
struct ContainerComparison {
  /// The lines of the table, the first with the names of the columns.
  let lines: [TableLine]

  /// Compares the shell of a lab, as it was at its `start` and is `now`, with a container that runs
  /// beside the lab.
  init(now: LabPlace, start: LabPlace) {
    let lab = Set(now.processes.map(\.pid))
    let other = now.snapshot.mostWalled { $0.initProcess.map { !lab.contains($0.pid) } ?? false }
    let own = NamespaceKind.allCases.map { kind in
      now.shell.links[kind] != start.shell.links[kind]
    }
    self.init(box: "this box", own, other)
  }

  /// Compares two recorded containers, or one with nothing where there is but one; nil where there
  /// is none.
  init?(recorded snapshot: Snapshot) {
    guard let first = snapshot.mostWalled(where: { _ in true }) else { return nil }
    let second = snapshot.mostWalled { $0.id != first.id }
    self.init(box: first.label, NamespaceKind.allCases.map { first.sharing[$0] == .own }, second)
  }

  private init(box: String, _ own: [Bool], _ other: Container?) {
    let head = TableLine(name: "", left: box, right: other?.label ?? "no container", differs: false)
    lines =
      [head]
      + zip(NamespaceKind.allCases, own).map { kind, isOwn in
        let sharing = other?.sharing[kind]
        return TableLine(
          name: kind.name, left: isOwn ? "own" : "shared",
          right: sharing.map { $0 == .own ? "own" : "shared" } ?? "-",
          differs: sharing.map { ($0 == .own) != isOwn } ?? false)
      }
  }
}

extension Snapshot {
  /// The container with the most rooms of its own among those that fit.
  ///
  /// One with an image comes before any other with files of its own; what brings no files along, as
  /// plain unshare(1), is none.
  fileprivate func mostWalled(where fits: (Container) -> Bool) -> Container? {
    containers.filter { $0.hasFiles && $0.initProcess != nil && fits($0) }.max { left, right in
      (left.image == nil ? 0 : 1, left.ownKinds.count)
        < (right.image == nil ? 0 : 1, right.ownKinds.count)
    }
  }
}

extension Container {
  fileprivate var hasFiles: Bool { image != nil || rootfs != nil }

  /// What the table calls it, such as `docker:web`.
  fileprivate var label: String { "\(runtime):\(name)" }
}
