internal import Namespaces

/// Apptainer, once called Singularity.
///
/// The kernel: an ancestor is the program's starter, which calls itself `Apptainer runtime parent`
/// or, in an instance, `Apptainer instance: USER [NAME]`. The environment of the process names the
/// image.
struct Apptainer: ContainerDetector {
  var coversDescendants: Bool { true }

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    func isStarter(_ process: ProcessRecord) -> Bool {
      ["Apptainer ", "Singularity "].contains { process.command.hasPrefix($0) }
        || process.name == "starter-suid"
        || process.name == "starter"
          && process.command.contains("apptainer")
    }
    let nearest = isStarter(process) ? process : inspector.ancestor(of: process, where: isStarter)
    guard let nearest else { return nil }
    let starter = inspector.outermost(from: nearest, where: isStarter)
    let runtime = starter.command.hasPrefix("Singularity") ? "singularity" : "apptainer"
    var container = Container(
      id: ContainerID(runtime: runtime, id: String(starter.pid)), name: process.name, form: .sandbox
    )
    let source = "/proc/\(starter.pid)/cmdline"
    container.sources[.id] = source
    container.uid = starter.uid
    container.sources[.user] = source
    for program in ["APPTAINER", "SINGULARITY"] {
      let environment = "/proc/\(process.pid)/environ"
      let image =
        inspector.variable("\(program)_CONTAINER", of: process.pid)
        ?? inspector.variable("\(program)_NAME", of: process.pid)
      guard let image else { continue }
      container.take(.image, \.image, image, from: environment)
      container.takeName(image.split(separator: "/").last.map(String.init), from: environment)
      break
    }
    if let name = Self.instance(starter.command) { container.takeName(name, from: source) }
    return container
  }

  private static func instance(_ command: String) -> String? {
    guard command.contains(" instance: "), let start = command.lastIndex(of: "["),
      let end = command.lastIndex(of: "]"), start < end
    else { return nil }
    return String(command[command.index(after: start)..<end])
  }
}
