internal import Namespaces

/// systemd-nspawn, and every other container that registered with systemd-machined.
///
/// The kernel: systemd-nspawn is the parent of the first process; the cgroup is
/// `machine-NAME.scope` or `systemd-nspawn@NAME.service`. The disk: `/run/systemd/machines/NAME`.
struct Nspawn: ContainerDetector {
  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    let parent = inspector.ancestor(of: process) { $0.name == "systemd-nspawn" }
    let machine = Self.machine(in: inspector.cgroupComponents(of: process))
    let nameOfParent = parent.flatMap { name(from: $0, inspector) }
    guard let name = machine ?? nameOfParent else { return nil }
    let path = "/run/systemd/machines/\(name)"
    let state = inspector.settings(path)
    // A scope of the machine's slice may also be a virtual machine's, which has no namespaces.
    if parent == nil, state?["CLASS"] != "container" { return nil }
    let source =
      machine == nil ? "/proc/\(parent?.pid ?? 0)/cmdline" : "/proc/\(process.pid)/cgroup"
    let service = state?["SERVICE"].flatMap { $0.isEmpty ? nil : $0 }
    var container = Container(
      id: ContainerID(runtime: parent == nil ? service ?? "machined" : "systemd-nspawn", id: name),
      name: name)
    container.sources[.id] = source
    container.sources[.name] = source
    container.uid = parent?.uid ?? inspector.userOfSlice(process)
    container.sources[.user] = parent.map { "/proc/\($0.pid)/status" } ?? source
    container.take(.rootfs, \.rootfs, state?["ROOT"], from: path)
    if let parent, container.rootfs == nil {
      let directory = inspector.argument("-D", "--directory", of: parent.pid)
      container.take(
        .rootfs, \.rootfs, directory, from: "/proc/\(parent.pid)/cmdline")
      container.take(
        .image, \.image, inspector.argument("-i", "--image", of: parent.pid),
        from: "/proc/\(parent.pid)/cmdline")
    }
    let unit = state?["SCOPE"].map { Container.Group(kind: .unit, name: $0) }
    container.take(.group, \.group, unit, from: path)
    container.takeProcess(state?["LEADER"].flatMap { Int64($0) }, inspector, from: path)
    return container
  }

  private static func machine(in components: [Substring]) -> String? {
    for component in components {
      let name =
        component.between("machine-", ".scope") ?? component.between("systemd-nspawn@", ".service")
      // Engines have scopes of their own in the machine's slice.
      if let name { return unescaped(name) }
    }
    return nil
  }

  /// The name behind the escapes of systemd, where a dash of the name is `\x2d`.
  private static func unescaped(_ name: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(name.utf8)[...]
    while let byte = rest.first {
      let digits = rest.dropFirst(2).prefix(2)
      if rest.starts(with: Array("\\x".utf8)),
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(4)
      } else {
        bytes.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func name(from nspawn: ProcessRecord, _ inspector: HostInspector) -> String? {
    if let name = inspector.argument("-M", "--machine", of: nspawn.pid) { return name }
    let tree = inspector.argument("-D", "--directory", "-i", "--image", of: nspawn.pid)
    return tree?.split(separator: "/").last.map(String.init) ?? "pid \(nspawn.pid)"
  }
}
