internal import Namespaces

/// The sandboxes of a browser, or of an app that is one inside: Chromium, Electron, Firefox.
///
/// The kernel: the command lines of the sandboxed processes say what each is for
/// (`--type=renderer`, `-contentproc`), and the browser itself is above them. All sandboxes of one
/// browser are one container: the browser's walls against the web.
struct Browser: ContainerDetector {
  var coversDescendants: Bool { true }

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    guard let runtime = Self.runtime(ofSandboxed: process) else { return nil }
    let browser = inspector.outermost(from: process) { parent in
      Self.runtime(ofSandboxed: parent) == runtime || Self.isMain(parent, of: process, inspector)
    }
    let source = "/proc/\(process.pid)/cmdline"
    var container = Container(
      id: ContainerID(runtime: runtime, id: String(browser.pid)), name: browser.name, form: .sandbox
    )
    container.sources[.id] = source
    container.sources[.name] = "/proc/\(browser.pid)/stat"
    container.uid = browser.uid
    container.sources[.user] = "/proc/\(browser.pid)/status"
    return container
  }

  private static func runtime(ofSandboxed process: ProcessRecord) -> String? {
    let command = process.command
    // The processes overwrite their arguments, so that the words may stand in one.
    if ["zygote", "renderer", "utility", "gpu-process", "broker"].contains(where: {
      command.contains("--type=\($0)")
    }) {
      return "chromium"
    }
    let isFirefox = command.contains(" -contentproc ") || process.name == "forkserver"
    return isFirefox ? "firefox" : nil
  }

  /// Whether `parent` is the program that the sandboxed process is a copy of.
  private static func isMain(
    _ parent: ProcessRecord, of process: ProcessRecord, _ inspector: HostInspector
  ) -> Bool {
    // It may have been started by its name alone.
    func program(_ process: ProcessRecord) -> Substring? {
      process.command.prefix { $0 != " " }.split(separator: "/").last
    }
    return program(parent).map { $0 == program(process) } ?? false
  }
}
