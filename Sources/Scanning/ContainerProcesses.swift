internal import Namespaces
internal import Procfs
internal import SystemCalls

/// The processes by which the containers of a host are known, found without reading any other: for
/// most processes the links of their namespaces and their names are all that is looked at.
///
/// These are the processes outside of the initial namespaces, all processes above them, those whose
/// namespaces are hidden, and the services that are asked for by name.
public struct ContainerProcesses {
  /// Their pids, ascending.
  public private(set) var pids: [Int32]

  /// Finds them; nil where nothing tells the initial namespaces.
  ///
  /// - Parameters:
  ///   - services: the names of programs that know containers, such as `dockerd`.
  ///   - root: the directory to look in, another than `/proc` for a recorded tree.
  /// - Throws: when `root` cannot be read.
  public init?(services: Set<String>, root: String = "/proc") throws(ScanError) {
    do throws(Errno) {
      let proc = try Descriptor.open(root, Descriptor.directory)
      let kinds = NamespaceKind.allCases.map { Int($0.rawValue) }
      var reader = try TaskReader(root: root, linkSlots: kinds)
      var text = [UInt8](repeating: 0, count: 1 << 15)
      // The thread of the kernel that starts all others lives in the initial namespaces.
      let kernel: Int32 = 2
      guard let count = try? proc.readFile(ProcPath(kernel, "stat"), into: &text),
        ProcessStat(text.span.extracting(0..<count))?.isKernelThread == true,
        let host = try? reader.links(ProcPath(kernel, "ns"))
      else { return nil }
      var listed: [Int32] = []
      try proc.open(".", Descriptor.directory).forEachNumber(buffer: &text) { listed.append($0) }
      var found: Set<Int32> = [1, kernel]
      for pid in listed {
        do throws(Errno) {
          if try reader.links(ProcPath(pid, "ns")) == host {
            let count = try proc.readFile(ProcPath(pid, "comm"), into: &text)
            let name = String(decoding: text.prefix(max(0, count - 1)), as: UTF8.self)
            guard services.contains(name) else { continue }
          }
        } catch  where error.isGone {
          continue
        } catch {
          // Hidden: it may be anywhere.
        }
        found.insert(pid)
      }
      for pid in found {
        var pid = pid
        while let count = try? proc.readFile(ProcPath(pid, "stat"), into: &text),
          let parent = ProcessStat(text.span.extracting(0..<count))?.parent,
          parent > 0, found.insert(parent).inserted
        {
          pid = parent
        }
      }
      pids = found.sorted()
    } catch {
      throw ScanError(root: root, reason: error)
    }
  }
}
