internal import Glibc

/// Descriptors that are held open in great number, each known by its plain number.
///
/// All are closed at the end of the collection's life.
package struct HeldDescriptors: ~Copyable {
  private var held: Set<Int32> = []
  private let capacity: Int

  /// Creates a collection that takes at most `capacity` descriptors.
  package init(capacity: Int) {
    self.capacity = capacity
  }

  deinit {
    for descriptor in held { Glibc.close(descriptor) }
  }

  /// Takes a descriptor.
  ///
  /// - Returns: its number; nil when the collection is full, and then it is closed.
  package mutating func hold(_ descriptor: consuming Descriptor) -> Int32? {
    guard held.count < capacity else { return nil }
    let number = descriptor.take()
    held.insert(number)
    return number
  }

  /// Reads a held file from its beginning into `buffer`.
  ///
  /// The corresponding C function is `pread`.
  package borrowing func read(_ number: Int32, into buffer: inout [UInt8]) throws(Errno) -> Int {
    var span = buffer.mutableSpan
    return try unsafe span.withUnsafeMutableBytes { bytes throws(Errno) in
      try call { unsafe pread(number, bytes.baseAddress, bytes.count, 0) }
    }
  }

  /// Closes one of the descriptors.
  package mutating func close(_ number: Int32) {
    if held.remove(number) != nil { Glibc.close(number) }
  }
}
