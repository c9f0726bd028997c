internal import Localization
internal import Namespaces

/// What a pid namespace isolates (pid_namespaces(7)).
package struct PIDContents: Sendable, Hashable, Codable {
  /// How many pid namespaces are above it, as far as they are in view.
  package var level: Int

  /// The process that is number 1 inside, by its pid outside; nil when it is out of view.
  package var initProcess: Int32?

  /// The processes inside, by ascending pid outside.
  package var processes: [Numbers]

  /// The pid namespaces right below it, such as `pid:[4026532201]`.
  package var children: [String]

  /// The numbers of one process.
  package struct Numbers: Sendable, Hashable, Codable {
    /// Its pid where the observer looks from.
    package var outside: Int32

    /// Its pids in the namespaces between the observer's and this one, the outermost first.
    package var between: [Int32]

    /// Its pid inside.
    package var inside: Int32
  }
}

extension PIDContents {
  /// Gathers what the scan saw: nothing of a pid namespace has to be looked for inside.
  init(of namespace: Namespace, in snapshot: Snapshot) {
    level = snapshot.ancestors(of: namespace).count
    processes = namespace.members.compactMap { snapshot.process(pid: $0) }.map { process in
      Numbers(
        outside: process.pid, between: process.nestedPIDs.dropLast(),
        inside: process.innermostPID)
    }
    initProcess = processes.first { $0.inside == 1 }?.outside
    children = snapshot.namespaces(of: .pid).filter { $0.parent == .namespace(namespace.id) }
      .map(\.id.description)
  }

  func sections(in snapshot: Snapshot) -> [FactSection] {
    let leader = initProcess.map { pid in
      snapshot.process(pid: pid).map { process in
        Text("\(process.name) (\(pid) outside)")
      } ?? Text("\(pid) outside")
    }
    return [
      FactSection(
        .nesting,
        [
          FactLine(.levelName, .level(level)),
          FactLine(
            Text("process 1 inside"), leader ?? Text("not in view"),
            target: initProcess.flatMap { snapshot.object(pid: $0) }),
        ]
          + children.map {
            FactLine(.child, Text(verbatim: $0), target: snapshot.object(called: $0))
          }),
      FactSection(.processes, processes) { numbers in
        let process = snapshot.process(pid: numbers.outside)
        // In the observer's own namespace a process has one number.
        let isNested = process?.nestedPIDs.isEmpty == false
        let others = ([numbers.outside] + numbers.between).map { String($0) }
          .joined(separator: ", ")
        return FactLine(
          Text("\(numbers.inside)"),
          [
            isNested ? Text("outside \(others)") : nil,
            process.map { Text(verbatim: $0.name) },
          ],
          target: process.map { .process($0.id) })
      },
    ]
  }
}

extension Text {
  static let levelName = Text("level")
  static let processes = Text("processes")
}
