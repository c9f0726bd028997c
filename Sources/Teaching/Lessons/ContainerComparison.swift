internal import Localization
internal import Namespaces

/// What a box built by hand and a container of the same host have to themselves, kind by kind, with
/// the numbers of their namespaces.
struct ContainerComparison {
  /// The lines of the table, the first with the names of the columns.
  let lines: [TableLine]

  /// One of the two that are compared.
  private struct Side {
    var name: Text
    var links: NamespaceLinks
    var own: [NamespaceKind]

    init(name: Text, links: NamespaceLinks, own: [NamespaceKind]) {
      (self.name, self.links, self.own) = (name, links, own)
    }

    init(_ container: Container) {
      self.init(
        name: Text(verbatim: "\(container.runtime):\(container.name)"), links: container.namespaces,
        own: container.ownKinds)
    }

    /// Whether the namespace of a kind is its own, and which it is.
    func cell(_ kind: NamespaceKind) -> Text {
      let inode = links[kind]
      return switch (own.contains(kind), inode) {
      case (true, 0): Text("own")
      case (false, 0): Text("shared")
      case (true, _): Text("own \(inode)")
      case (false, _): Text("shared \(inode)")
      }
    }
  }

  /// Compares the shell of a lab, as it was at its `start` and is `now`, with a container that runs
  /// beside the lab.
  init(now: LabState, start: LabState) {
    let lab = Set(now.processes.map(\.pid))
    let other = now.snapshot.mostIsolated { $0.initProcess.map { !lab.contains($0.pid) } ?? false }
    let links = now.shell.links
    let box = Side(
      name: Text("this box"), links: links,
      own: links.kinds(differingFrom: start.shell.links))
    self.init(box, other)
  }

  /// Compares two recorded containers, or one with nothing where there is but one; nil where there
  /// is none.
  init?(recorded snapshot: Snapshot) {
    guard let first = snapshot.mostIsolated(where: { _ in true }) else { return nil }
    self.init(Side(first), snapshot.mostIsolated { $0.id != first.id })
  }

  private init(_ box: Side, _ container: Container?) {
    let other = container.map { Side($0) }
    let none = Text("no container here")
    lines =
      [.head(Text(verbatim: ""), box.name, other?.name ?? none)]
      + NamespaceKind.allCases.map { kind in
        TableLine(
          name: Text(verbatim: kind.name), left: box.cell(kind),
          right: other?.cell(kind) ?? Text(verbatim: "-"),
          differs: other.map { $0.own.contains(kind) != box.own.contains(kind) } ?? false)
      }
  }
}

extension Snapshot {
  /// The container with the most namespaces of its own among those that fit.
  ///
  /// One with an image comes before any other with files of its own; what brings no files along, as
  /// plain unshare(1), is none.
  fileprivate func mostIsolated(where fits: (Container) -> Bool) -> Container? {
    containers.filter { $0.hasFiles && $0.initProcess != nil && fits($0) }.max { left, right in
      (left.image == nil ? 0 : 1, left.ownKinds.count)
        < (right.image == nil ? 0 : 1, right.ownKinds.count)
    }
  }
}

extension Container {
  fileprivate var hasFiles: Bool { image != nil || rootfs != nil }
}
