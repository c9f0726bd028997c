internal import Limits
internal import Namespaces
package import SystemCalls

/// What hands over all tasks of the host, and all open files that keep namespaces alive, each in
/// one pass, instead of one file of `/proc` after the other: programs of heya's that the kernel
/// runs for each (bpf(2)).
///
/// They are written for the kernel that runs, out of what it tells of its types, and need nothing
/// that is not in the kernel. It takes CAP_BPF and CAP_PERFMON in the initial user namespace, and
/// Linux 5.11. The tasks are those in the pid namespace of this process and below.
public struct KernelIterators: Sendable {
  /// Runs ``TaskIteratorProgram``.
  package let tasks: IteratorProgram

  /// Runs ``FileIteratorProgram``.
  package let files: IteratorProgram

  /// Where the kernel tells its types.
  private static let path = "/sys/kernel/btf/vmlinux"

  /// The youngest of the functions of the kernel that the programs call.
  private static let youngest = "bpf_sock_from_file"

  /// Writes the programs and has the kernel take them, which takes some 30 ms.
  ///
  /// - Throws: why it does not.
  public init() throws(IteratorError) {
    let types = try Self.types(
      finding: FileIteratorProgram.structures + [
        TaskIteratorProgram.function, FileIteratorProgram.function, Self.youngest,
        BPFAssembler.Cast.function,
      ])
    guard let everyTask = types.number(of: TaskIteratorProgram.function),
      let everyFile = types.number(of: FileIteratorProgram.function),
      types.number(of: Self.youngest) != nil
    else { throw .tooOld }
    tasks = try Self.load(
      TaskIteratorProgram(types, links: Self.links).instructions, for: everyTask)
    files = try Self.load(FileIteratorProgram(types).instructions, for: everyFile)
  }

  /// What the kernel tells of its types, where these are looked for.
  static func types(finding names: [String]) throws(IteratorError) -> BTFTypes {
    guard ProcView.here == .own else { throw .otherProcesses }
    guard let types = BTFTypes(try readTypes(), finding: names) else {
      throw .unknownLayout("BTF")
    }
    return types
  }

  static func load(
    _ instructions: [UInt64], for function: UInt32
  ) throws(IteratorError) -> IteratorProgram {
    do {
      return try IteratorProgram(instructions, for: function)
    } catch {
      if error == .notPermitted {
        let missing = missingCapabilities
        throw missing.isEmpty ? .forbidden : .missing(missing)
      }
      if error == .invalidArgument, isLockedDown { throw .lockedDown }
      throw .rejected(error)
    }
  }

  private static func readTypes() throws(IteratorError) -> [UInt8] {
    do {
      let file = try Descriptor.open(path)
      // One byte to spare tells the end.
      var bytes = [UInt8](repeating: 0, count: Int(try file.status().size) + 1)
      bytes.removeLast(
        bytes.count - (try file.readWhole(into: &bytes, limit: ReadLimits.kernelTypes)))
      return bytes
    } catch {
      throw .noTypes(path: path, error)
    }
  }

  /// The names of the links that the kernel has.
  private static var links: Set<String> {
    let directory = try? Descriptor.open("/proc/self/ns", Descriptor.directory)
    guard let names = try? directory?.names() else { return Set(NamespaceLinks.names) }
    return Set(names)
  }

  /// Those that the programs take and this process lacks; CAP_SYS_ADMIN is as good as both.
  private static var missingCapabilities: [Capability] {
    let observer = Observer(
      pid: Host.processID, uid: 0, capabilities: Host.capabilities, links: .init())
    return observer.has(.sysAdmin) ? [] : [.bpf, .perfmon].filter { !observer.has($0) }
  }

  private static var isLockedDown: Bool {
    guard let text = try? Descriptor.open("/sys/kernel/security/lockdown").contents() else {
      return false
    }
    return String(decoding: text, as: UTF8.self).contains("[confidentiality]")
  }
}

extension BTFTypes {
  /// The way from a structure to what is in it, the second where a kernel has not the first.
  func way(
    from structure: String, _ members: [String], or older: [String]? = nil
  ) throws(IteratorError) -> MemberPath {
    if let path = path(structure, members) { return path }
    if let older { return try way(from: structure, older) }
    throw .unknownLayout(([structure] + members).joined(separator: "."))
  }
}
