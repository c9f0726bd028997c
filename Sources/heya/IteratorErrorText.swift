internal import ArgumentParser
internal import BPFIterators
internal import Localization
internal import Namespaces
internal import SystemCalls

extension KernelIterators {
  /// Has the kernel take the programs that hand over all tasks.
  ///
  /// - Throws: the status of a failure, after saying in one sentence why the kernel does not.
  init(_ language: Language) throws {
    do throws(IteratorError) {
      try self.init()
    } catch {
      throw error.leave(language)
    }
  }
}

extension IteratorError {
  /// Tells it in one sentence and ends with the status of a failure.
  func leave(_ language: Language) -> ExitCode {
    Message.print(words, in: language)
    return .failure
  }

  /// What cannot be done, why, and what to do.
  var words: Text {
    let reason = reason
    return Text("cannot take all tasks in one pass: \(reason); \(remedy)")
  }

  private var remedy: Text {
    let without = Text("leave out --iterator, or `iterator = true` in the configuration")
    guard case .missing = self else { return without }
    return Text("use sudo, or \(without)")
  }

  private var reason: Text {
    switch self {
    case .recorded(let file):
      Text("\(file) is a recording, not a kernel")
    case .noTypes(let path, let error):
      Text(
        """
        \(path) cannot be read (\(error)), in which the kernel tells its types \
        (CONFIG_DEBUG_INFO_BTF)
        """)
    case .tooOld:
      Text("this kernel has no iterator through its tasks, which came with Linux 5.11")
    case .unknownLayout(let member):
      Text("this kernel has no \(member), which heya looks for")
    case .missing(let capabilities):
      Text("EPERM: it takes \(capabilities.map(\.name).joined(separator: .and))")
    case .forbidden:
      Text(
        """
        EPERM: it takes CAP_BPF and CAP_PERFMON in the initial user namespace, and no security \
        module that forbids it
        """)
    case .lockedDown:
      Text("the kernel is locked down and lets nobody read its memory (kernel_lockdown(7))")
    case .otherProcesses:
      Text("/proc tells the processes of another pid namespace than this one")
    case .rejected(let error):
      Text("the kernel does not take the program (\(error))")
    }
  }
}
