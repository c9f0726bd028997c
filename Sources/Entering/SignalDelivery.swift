public import Localization
public import Namespaces
public import SystemCalls

/// A signal for processes of a namespace, once it is sure that none of them keeps the caller alive.
public struct SignalDelivery: Sendable, Hashable {
  /// The processes, by identity, so that none that took over a number is hit.
  public let targets: [ProcessID]

  /// The number of the signal (signal(7)).
  public let signal: Int32

  /// Makes sure that the signal may be sent.
  ///
  /// - Throws: an ``SignalDeliveryError`` that names the process which must not get it.
  public init(
    _ targets: [ProcessID], signal: Int32, in snapshot: Snapshot
  ) throws(SignalDeliveryError) {
    let ancestors = snapshot.observerAndAncestors
    for target in targets {
      if target.pid == 1 { throw .firstProcess }
      if ancestors.contains(target.pid) { throw .ancestor(target.pid) }
      if snapshot.process(target)?.isKernelThread == true { throw .kernelThread(target.pid) }
    }
    self.targets = targets
    self.signal = signal
  }

  /// Sends a signal to every process of a namespace.
  ///
  /// - Throws: an ``SignalDeliveryError`` when one of them must not get it.
  public init(
    all namespace: Namespace, signal: Int32, in snapshot: Snapshot
  ) throws(SignalDeliveryError) {
    let members = namespace.members.compactMap { snapshot.process(pid: $0)?.id }
    try self.init(members, signal: signal, in: snapshot)
  }

  /// Sends the signal.
  ///
  /// - Returns: the processes that did not get it, and why: ESRCH when it has ended already, EPERM
  ///   when it is somebody else's.
  public func perform() -> [(process: ProcessID, error: Errno)] {
    var failures: [(process: ProcessID, error: Errno)] = []
    for target in targets {
      do throws(Errno) {
        try ProcessHandle.of(target).send(signal: signal)
      } catch {
        failures.append((target, error))
      }
    }
    return failures
  }
}

/// Why a signal is not sent.
public enum SignalDeliveryError: Error, Sendable, Hashable {
  /// Pid 1, with which everything ends.
  case firstProcess

  /// The caller, or a process above it that it depends on.
  case ancestor(Int32)

  /// A thread of the kernel, which takes no signals.
  case kernelThread(Int32)
}

extension SignalDeliveryError {
  /// One sentence: which process it is about, and why it is left alone.
  public var words: Text {
    switch self {
    case .firstProcess:
      Text("process 1 keeps everything here alive and gets no signal from heya")
    case .ancestor(let pid):
      Text("process \(pid) is heya itself or keeps it alive; choose others")
    case .kernelThread(let pid):
      Text("process \(pid) is a thread of the kernel and takes no signal")
    }
  }
}

extension Snapshot {
  /// The observer and the processes above it.
  fileprivate var observerAndAncestors: Set<Int32> {
    var pids: Set<Int32> = []
    var next = observer.pid
    while next != 0, pids.insert(next).inserted { next = process(pid: next)?.parent ?? 0 }
    return pids
  }
}
