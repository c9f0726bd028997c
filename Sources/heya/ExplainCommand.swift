internal import ArgumentParser
internal import Localization
internal import Namespaces
internal import Teaching

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
    try teaching.print(explanation.render(width: teaching.columns))
  }

  func validate() throws {
    guard Subject(rawValue: what) == nil, TargetArgument(argument: what) == nil else { return }
    throw unknown
  }

  /// Neither a subject nor a target has the name.
  private var unknown: ValidationError {
    let subjects = Subject.allCases.map(\.rawValue)
    let near = subjects.near(what)
    let hint =
      near.isEmpty
      ? Text("the subjects are \(list: subjects)") : Text("did you mean \(list: near)?")
    return ValidationError(Text("there is neither a subject nor a target '\(what)'; \(hint)"))
  }

  private func subject(in snapshot: Snapshot) throws -> (Subject, ExplainedObject?) {
    if let subject = Subject(rawValue: what) { return (subject, nil) }
    guard let target = TargetArgument(argument: what) else { throw unknown }
    let object: Snapshot.Object
    do throws(TargetError) {
      object = try snapshot.object(target)
    } catch {
      // A word that names nothing was meant for a subject, unless a target has a name like it.
      if case .unknown(let missing) = error, case .name = target.target, missing.near.isEmpty {
        throw unknown
      }
      throw error
    }
    switch object {
    case .namespace(let namespace): return (Subject(namespace.kind), .namespace(namespace.id))
    case .process(let process), .thread(let process, _):
      return (.namespace, .process(process.id))
    }
  }
}
