internal import Localization
internal import Namespaces

/// What a recorded host has to show of a lesson: two of its processes that differ in the lesson's
/// kind of namespace, in place of the shell before and after a step.
struct RecordedExample: Sendable {
  private let snapshot: Snapshot
  private let kind: NamespaceKind

  /// A process of the host's own namespaces, or of as many of them as any, which the others are
  /// compared with.
  private let outside: ProcessRecord?

  /// Those who live with it.
  private let insideAncestors: [ProcessRecord]

  /// Those in another namespace of the lesson's kind.
  private let inside: [ProcessRecord]

  /// Looks for the examples of a lesson.
  init(of lesson: Lesson, in snapshot: Snapshot) {
    self.snapshot = snapshot
    kind = lesson.quiz
    let kind = lesson.quiz
    let known = snapshot.processes.filter { $0.links[kind] != 0 && !$0.isKernelThread }
    let ofHost = Set(snapshot.namespaces.lazy.filter(\.isInitial).map(\.id.inode))
    let wallsOf = { (process: ProcessRecord) in
      NamespaceKind.allCases.count { !ofHost.contains(process.links[$0]) }
    }
    let freest = known.min { wallsOf($0) < wallsOf($1) }
    outside = freest
    insideAncestors = known.filter { $0.links[kind] == freest?.links[kind] }
    inside = known.filter { $0.links[kind] != freest?.links[kind] }
  }

  /// What the host shows before the first step: how many namespaces of the lesson's kind it has.
  func introduction(in language: Language, width: Int) -> [StyledLine] {
    let count = snapshot.namespaces(of: kind).count
    let words =
      count == 1
      ? Text(
        """
        `\(snapshot.host)` has one `\(kind.name)` namespace, which all of its \
        \(snapshot.processes.count) processes share.
        """)
      : Text(
        """
        `\(snapshot.host)` has \(count) `\(kind.name)` namespaces and \(snapshot.processes.count) \
        processes.
        """)
    return words[language].paragraph(width: width)
  }

  /// What the host shows of a step; empty where it has nothing like it.
  ///
  /// - Parameters:
  ///   - step: the step.
  ///   - isInside: whether the lesson's shell would be in a namespace of its own.
  ///   - language: the language.
  ///   - width: the columns of a line.
  /// - Returns: the lines.
  func lines(
    for step: Step, isInside: Bool, in language: Language, width: Int
  ) -> [StyledLine] {
    if step.table == .container {
      return ContainerComparison(recorded: snapshot)?.lines.rendered(in: language) ?? []
    }
    if let links = step.checks.lazy.compactMap(\.links).first, !links.isEmpty {
      return table(differingIn: links, language, width)
    }
    if step.checks.contains(where: \.isAboutNumbers) { return numbers(language) }
    if step.checks.contains(where: \.isAboutEmptiness) { return emptyNamespaces(language) }
    if step.command == "ps -ef" {
      return isInside
        ? residents(inside.filter { $0.links[kind] == inside[0].links[kind] }, language)
        : residents(insideAncestors, language)
    }
    return step.listsLinks ? table(differingIn: [], language, width) : []
  }

  /// The links of two processes that differ in those that the step changes, and in as few others as
  /// the host has them; those are named.
  private func table(
    differingIn wanted: [NamespaceLink], _ language: Language, _ width: Int
  ) -> [StyledLine] {
    guard let outside, let inside = nearest(to: Set(wanted), from: outside) else { return [] }
    let head = TableLine.head(
      Text(verbatim: "/proc/PID/ns"), Text(verbatim: outside.label), Text(verbatim: inside.label))
    let lines = TableLine.links(outside.links, inside.links)
    let more =
      wanted.isEmpty ? [] : inside.links.differing(from: outside.links).subtracting(wanted)
    let names = NamespaceLink.all.filter(more.contains).map { "`\($0)`" }.joined(separator: ", ")
    let words = Text("\(inside.label) differs in more than the step changes: \(names).")
    return ([head] + lines).rendered(in: language)
      + (more.isEmpty ? [] : words[language].paragraph(width: width))
  }

  private func nearest(to wanted: Set<NamespaceLink>, from outside: ProcessRecord) -> ProcessRecord?
  {
    inside.min { left, right in
      let distances = [left, right].map {
        $0.links.differing(from: outside.links).symmetricDifference(wanted).count
      }
      return distances[0] < distances[1]
    }
  }

  private func numbers(_ language: Language) -> [StyledLine] {
    guard let process = inside.first(where: { !$0.nestedPIDs.isEmpty }) else { return [] }
    let words = Text("the PID of \(process.name), from the host inwards")
    return [StyledLine([.init("    \(words[language]): \(process.numbers)", .output)])]
  }

  /// Namespaces that nobody lives in, and what keeps the first of them.
  private func emptyNamespaces(_ language: Language) -> [StyledLine] {
    snapshot.namespaces.filter { $0.members.isEmpty && !$0.names.isEmpty }.prefix(3).map {
      namespace in
      let words = Text("\(namespace.id): nobody inside")
      return StyledLine([
        .init("    \(words[language])  \(namespace.names.joined(separator: ", "))", .output)
      ])
    }
  }

  /// Some of those who live in one namespace, by all their numbers.
  private func residents(_ residents: [ProcessRecord], _ language: Language) -> [StyledLine] {
    guard let namespace = residents.first?.links[kind] else { return [] }
    let heading = Text("in \(kind.name):[\(namespace)]:")
    let shown = residents.prefix(8)
    let rest = residents.count - shown.count
    let more = Text("and \(rest) more", context: "objects")
    return
      ([heading[language]] + shown.map { "  \($0.name)  \($0.numbers)" }
      + (rest > 0 ? ["  \(more[language])"] : []))
      .map { StyledLine([.init("    \($0)", .output)]) }
  }
}

extension ProcessRecord {
  fileprivate var label: String { "\(name) (\(pid))" }

  /// Its number in each PID namespace, from the host's inwards.
  fileprivate var numbers: String {
    ([pid] + nestedPIDs).map { "\($0)" }.joined(separator: " → ")
  }
}

extension NamespaceLinks {
  fileprivate func differing(from other: NamespaceLinks) -> Set<NamespaceLink> {
    Set(NamespaceLink.all.filter { self[$0] != other[$0] })
  }
}

extension Step {
  /// Whether the command itself lists the links.
  fileprivate var listsLinks: Bool { command.hasPrefix("ls -l /proc/$$/ns") }
}

extension Check {
  /// The links that are said to change; nil for another claim.
  var links: [NamespaceLink]? {
    if case .changed(let links, since: _) = self { links } else { nil }
  }

  fileprivate var isAboutNumbers: Bool {
    if case .isNumber = self { true } else { false }
  }

  fileprivate var isAboutEmptiness: Bool {
    if case .standsEmpty = self { true } else { false }
  }
}
