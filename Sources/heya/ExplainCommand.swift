internal import ArgumentParser
internal import Namespaces
internal import Teaching
internal import Wording

/// `heya explain`: what a kind, a call or a thing on this host is.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a kind, a system call, or a namespace or process of this host.",
    discussion: "Subjects: \(Subject.allCases.map(\.rawValue).joined(separator: ", ")).")

  @Argument(help: "A subject such as net, or a target such as a PID or net:[INODE].")
  var what = Subject.namespace.rawValue

  @OptionGroup var teaching: TeachingOptions

  func run() throws {
    let snapshot = try teaching.scan.snapshot(
      for: TargetArgument(argument: what).map { [$0.target] } ?? [])
    let (subject, object) = try subject(in: snapshot)
    let explanation = Explanation(
      subject: subject, language: teaching.language, snapshot: snapshot, object: object)
    teaching.print(explanation.render(width: teaching.columns))
  }

  private func subject(in snapshot: Snapshot) throws -> (Subject, ExplainedObject?) {
    if let subject = Subject(rawValue: what) { return (subject, nil) }
    guard let target = TargetArgument(argument: what) else {
      throw ValidationError("there is no subject and no target '\(what)'")
    }
    switch try snapshot.object(target) {
    case .namespace(let room): return (Subject(room.kind), .namespace(room.id))
    case .process(let process), .thread(let process, _):
      return (.namespace, .process(process.id))
    }
  }
}
