internal import Namespaces

/// firejail.
///
/// The kernel: `firejail` is the parent of the first process, itself still firejail. The disk:
/// `/run/firejail/name/PID` where the sandbox was given a name.
struct Firejail: ContainerDetector {
  var coversDescendants: Bool { true }

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    func isFirejail(_ process: ProcessRecord) -> Bool { process.name == "firejail" }
    guard let nearest = inspector.ancestor(of: process, where: isFirejail) else { return nil }
    let jail = inspector.outermost(from: nearest, where: isFirejail)
    let source = "/proc/\(jail.pid)/cmdline"
    var container = Container(
      id: ContainerID(runtime: "firejail", id: String(jail.pid)), name: process.name, form: .sandbox
    )
    container.sources[.id] = source
    container.uid = inspector.owner(of: "/proc/\(jail.pid)/fd") ?? jail.uid
    container.sources[.user] = "/proc/\(jail.pid)/fd"
    let program = inspector.arguments(of: jail.pid).dropFirst().first { !$0.hasPrefix("-") }
    container.takeName(program?.split(separator: "/").last.map(String.init), from: source)
    let path = "/run/firejail/name/\(jail.pid)"
    let name = inspector.text(path, limit: 4096)?.prefix { !$0.isNewline }
    container.takeName(name.map(String.init), from: path)
    return container
  }
}
