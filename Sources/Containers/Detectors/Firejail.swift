internal import Namespaces

/// firejail.
///
/// The kernel: `firejail` is the parent of the first process, itself still firejail. The disk:
/// `/run/firejail/name/PID` where the sandbox was given a name.
struct Firejail: ContainerDetector {
  var coversDescendants: Bool { true }

  func recognise(_ process: ProcessRecord, _ evidence: HostInspector) -> Container? {
    func isFirejail(_ process: ProcessRecord) -> Bool { process.name == "firejail" }
    guard let nearest = evidence.ancestor(of: process, where: isFirejail) else { return nil }
    let jail = evidence.outermost(from: nearest, where: isFirejail)
    let source = "/proc/\(jail.pid)/cmdline"
    var container = Container(
      id: ContainerID(runtime: "firejail", id: String(jail.pid)), name: process.name, form: .sandbox
    )
    container.sources[.id] = source
    container.uid = evidence.owner(of: "/proc/\(jail.pid)/fd") ?? jail.uid
    container.sources[.user] = "/proc/\(jail.pid)/fd"
    let program = evidence.arguments(of: jail.pid).dropFirst().first { !$0.hasPrefix("-") }
    container.learnName(program?.split(separator: "/").last.map(String.init), from: source)
    let path = "/run/firejail/name/\(jail.pid)"
    let name = evidence.text(path, limit: 4096)?.prefix { !$0.isNewline }
    container.learnName(name.map(String.init), from: path)
    return container
  }
}
