internal import Namespaces

/// The process that stays with a container of Podman or CRI-O: the parent of its first process.
struct Conmon {
  /// The monitor itself.
  let process: ProcessRecord

  /// The container's id.
  let id: String

  /// The container's name.
  let name: String?

  /// The directory with the container's `config.json`.
  let bundle: String?

  /// Where this is known from.
  var source: String { "/proc/\(process.pid)/cmdline" }

  /// The monitor above `process`; nil when there is none.
  init?(of process: ProcessRecord, _ inspector: HostInspector) {
    guard
      let conmon = inspector.ancestor(
        of: process, where: { $0.name == "conmon" || $0.name == "conmonrs" }),
      let id = inspector.argument("-c", "--cid", of: conmon.pid)
    else { return nil }
    self.process = conmon
    self.id = id
    name = inspector.argument("-n", "--name", of: conmon.pid)
    bundle = inspector.argument("-b", "--bundle", of: conmon.pid)
  }
}
