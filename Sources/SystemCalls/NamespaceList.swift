internal import CLinux

/// The kernel's own list of the namespaces that are in use (listns(2), since Linux 6.19).
package enum NamespaceList {
  /// The numbers of those namespaces that come after another in the list; see
  /// ``NamespaceHandle/uniqueID()``.
  ///
  /// - Parameters:
  ///   - last: the number that was last before; 0 to begin.
  ///   - limit: how many are wanted.
  /// - Returns: the numbers, ascending; none at the end.
  /// - Throws: ENOSYS on older kernels.
  package static func numbers(after last: UInt64, limit: Int = 1024) throws(Errno) -> [UInt64] {
    var numbers = [UInt64](repeating: 0, count: limit)
    var span = numbers.mutableSpan
    let count = try unsafe span.withUnsafeMutableBufferPointer { buffer throws(Errno) in
      try call { unsafe heya_list_namespaces(last, buffer.baseAddress, buffer.count) }
    }
    return Array(numbers.prefix(count))
  }
}
