/// What `/proc/stat` counts from the start of the host on (proc_stat(5)).
package struct SystemCounts: Sendable, Hashable {
  /// How many processes and threads were made; nil where that is not told.
  package private(set) var forks: UInt64?

  /// How long the host of a virtual machine gave processors of its to others, in ticks of 10 ms.
  package private(set) var stolen: UInt64 = 0

  /// Parses the file.
  package init(_ text: Span<UInt8>) {
    var index = 0
    while index < text.count {
      if text.hasPrefix("cpu ", at: index) {
        text.skipFields(8, at: &index)
        stolen = text.decimal(at: &index) ?? 0
      } else if text.hasPrefix("processes ", at: index) {
        text.skipFields(1, at: &index)
        forks = text.decimal(at: &index)
        return
      }
      index = text.index(of: UInt8(ascii: "\n"), from: index) + 1
    }
  }
}
