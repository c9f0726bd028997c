internal import CLinux
internal import Limits
internal import Synchronization

extension NamespaceHandle {
  /// Runs `body` inside this namespace, on a thread made for the purpose that ends afterwards, so
  /// that a namespace without a process can be looked into as well.
  ///
  /// User namespaces refuse a process with threads, pid and time namespaces hold for children only:
  /// for those there is ``PlaceholderProcess``.
  ///
  /// - Parameter body: what to do there; its descriptors are this process's.
  /// - Returns: what `body` returned.
  /// - Throws: what setns(2) says, such as EPERM without CAP_SYS_ADMIN, and what `body` throws.
  package borrowing func runInside<Value: Sendable>(
    _ body: @Sendable () throws(Errno) -> Value
  ) throws(Errno) -> Value {
    let namespace = descriptor.rawValue
    let result = withoutActuallyEscaping(body) { body in
      let thread = NamespaceThread(body)
      return thread.run(in: namespace)
    }
    return try result.get()
  }

  /// The mounts of this mount namespace as `mountinfo` lists them from its root (proc(5)).
  ///
  /// - Parameters:
  ///   - proc: the directory `/proc`.
  ///   - isInTime: asked before each further read.
  /// - Returns: the text of the file, and whether it has more.
  /// - Throws: EPERM without CAP_SYS_ADMIN and CAP_SYS_CHROOT.
  package borrowing func mountInfo(
    proc: borrowing Descriptor, while isInTime: () -> Bool
  ) throws(Errno) -> (text: [UInt8], isCut: Bool) {
    let proc = proc.rawValue
    let file = try Descriptor(
      owning: runInside { () throws(Errno) in
        try call { unsafe heya_openat(proc, "thread-self/mountinfo", 0) }
      })
    return try file.mountTable(while: isInTime)
  }
}

extension Descriptor {
  /// The text of a `mountinfo`, as far as it comes in time: of many mounts at one place the kernel
  /// goes through all of them for each.
  package borrowing func mountTable(
    while isInTime: () -> Bool
  ) throws(Errno) -> (text: [UInt8], isCut: Bool) {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let (count, isCut) = try readOn(into: &buffer, limit: ReadLimits.mountInfo, while: isInTime)
    buffer.removeLast(buffer.count - count)
    return (buffer, isCut)
  }
}

/// A closure on its way to a thread, and its result on the way back.
private final class NamespaceThread<Value: Sendable>: Sendable {
  private let body: @Sendable () throws(Errno) -> Value
  private let result = Mutex<Result<Value, Errno>>(.failure(.noSuchProcess))

  init(_ body: @escaping @Sendable () throws(Errno) -> Value) {
    self.body = body
  }

  func run(in namespace: Int32) -> Result<Value, Errno> {
    do throws(Errno) {
      let thread = try BackgroundThread(named: "heya inside") { self.run(into: namespace) }
      thread.join()
    } catch {
      return .failure(error)
    }
    return result.withLock { $0 }
  }

  private func run(into namespace: Int32) {
    let seen: Result<Value, Errno>
    do throws(Errno) {
      _ = try call { heya_join_alone(namespace) }
      seen = .success(try body())
    } catch {
      seen = .failure(error)
    }
    result.withLock { $0 = seen }
  }
}
