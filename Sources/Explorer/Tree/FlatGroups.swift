/// Small numbers gathered by group, in the order in which they came.
///
/// Two flat arrays instead of an array of arrays: an index over 10,000 processes is remade at every
/// refresh, and one allocation per process would cost more than the scan.
struct FlatGroups: Sendable {
  private var starts: [Int32]
  private var values: [Int32]

  /// Gathers `pairs` into groups 0 to `groups` - 1.
  init(groups: Int, pairs: [(group: Int32, value: Int32)]) {
    starts = Array(repeating: 0, count: groups + 1)
    values = Array(repeating: 0, count: pairs.count)
    for pair in pairs { starts[Int(pair.group) + 1] += 1 }
    for group in 0..<groups { starts[group + 1] += starts[group] }
    var next = starts
    for pair in pairs {
      values[Int(next[Int(pair.group)])] = pair.value
      next[Int(pair.group)] += 1
    }
  }

  /// The numbers of a group.
  subscript(group: Int) -> ArraySlice<Int32> {
    values[Int(starts[group])..<Int(starts[group + 1])]
  }
}
