/// A process that does nothing but live in a namespace that has no process, so that `/proc` tells
/// of the namespace; it ends with this value, and with this process.
///
/// It is a joiner: nobody in the namespace reaches this program through it.
package struct PlaceholderProcess: ~Copyable {
  /// The process.
  package let pid: Int32

  private let child: RunningChild

  /// Starts one.
  ///
  /// - Parameter namespace: what it joins beside what it shares with this process.
  /// - Throws: what setns(2) says, such as EPERM.
  package init(in namespace: borrowing NamespaceHandle) throws(Errno) {
    var program = ChildProgram()
    program.add(.makeUndumpable)
    program.add(.join(fd: namespace.descriptor.rawValue, flags: 0))
    program.add(.pause)
    var child = try program.start()
    do throws(Errno) {
      try child.proceed { if case .pause = $0 { true } else { false } }
    } catch {
      child.end()
      throw error
    }
    pid = child.pid
    self.child = child
  }

  deinit {
    child.end()
  }
}

extension RunningChild {
  /// Listens until the child reports a call that is looked for.
  ///
  /// - Throws: why it does not come so far, ETIMEDOUT after ten seconds of silence.
  mutating func proceed(to isWanted: (ChildCall) -> Bool) throws(Errno) {
    while let report = try next(within: .seconds(10)) {
      if let error = report.error { throw error }
      if isWanted(report.call) { return }
    }
    throw .noSuchProcess
  }
}
