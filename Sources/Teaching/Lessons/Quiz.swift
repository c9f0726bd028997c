package import Localization
package import Namespaces

/// A question made from the running system, about who shares a namespace with whom.
package struct Quiz: Sendable, Hashable {
  /// The question.
  package var text: Text

  /// The processes to choose from, such as `sh (42)`.
  package var choices: [String]

  /// The index of the right one.
  package var answer: Int

  /// The reason for each choice: where the process really is.
  package var reasons: [Text]

  /// Makes a question about `kind`, first of all about the processes `preferred`; nil when too few
  /// processes differ in it.
  package init?(
    about kind: NamespaceKind, in snapshot: Snapshot, preferring preferred: Set<Int32> = []
  ) {
    let known = snapshot.processes
      .filter { $0.links[kind] != 0 && !$0.isKernelThread && !Self.tools.contains($0.name) }
      .sorted { preferred.contains($0.pid) && !preferred.contains($1.pid) }
    let namespaces = Dictionary(grouping: known) { $0.links[kind] }
    guard
      let subject = known.first(where: { namespaces[$0.links[kind]]?.count ?? 0 > 1 }),
      let friend = known.first(where: {
        $0.pid != subject.pid && $0.links[kind] == subject.links[kind]
      })
    else { return nil }
    var offered = Array(known.filter { $0.links[kind] != subject.links[kind] }.prefix(2))
    guard !offered.isEmpty else { return nil }
    // The place of the right answer varies, and is the same whenever the same question is asked.
    answer = Int(friend.pid) % (offered.count + 1)
    offered.insert(friend, at: answer)
    choices = offered.map(Self.label)
    reasons = offered.map { process in
      let namespace = "\(kind.name):[\(process.links[kind])]"
      return process.links[kind] == subject.links[kind]
        ? Text("is in \(namespace), the same room")
        : Text("is in \(namespace), another room")
    }
    let namespace = "\(kind.name):[\(subject.links[kind])]"
    text = Text(
      "\(Self.label(subject)) is in \(namespace). Who shares its `\(kind.name)` namespace?")
  }

  /// Programs that only open paths; who lives behind them is the better question.
  private static let tools: Set<String> = ["nsenter", "ps", "setpriv", "unshare"]

  private static func label(_ process: ProcessRecord) -> String {
    "\(process.name) (\(process.pid))"
  }
}
