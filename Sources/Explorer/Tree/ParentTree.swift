/// Trees over the positions of an array, made from each element's parent.
struct ParentTree: Sendable {
  /// The position of the parent of each element; -1 for a root.
  let parents: [Int32]

  /// The elements without a parent, ascending.
  let roots: [Int32]

  private let groups: FlatGroups

  /// Links every element to its parent, -1 for none.
  ///
  /// A circle, which a scan that is not atomic or a forged capture can hold, is cut at one element,
  /// so that everything is reached from the roots and walking up always ends.
  init(parents: [Int32]) {
    let parents = Self.withoutCircles(parents)
    self.parents = parents
    roots = parents.indices.lazy.filter { parents[$0] < 0 }.map { Int32($0) }
    groups = FlatGroups(
      groups: parents.count,
      pairs: parents.indices.lazy.filter { parents[$0] >= 0 }
        .map { (group: parents[$0], value: Int32($0)) })
  }

  /// The positions of the children, ascending.
  func children(of position: Int32) -> ArraySlice<Int32> { groups[Int(position)] }

  private static func withoutCircles(_ parents: [Int32]) -> [Int32] {
    var parents = parents
    var walk = [Int32](repeating: -1, count: parents.count)
    for start in parents.indices {
      var position = Int32(start)
      while position >= 0, walk[Int(position)] < 0 {
        walk[Int(position)] = Int32(start)
        let parent = parents[Int(position)]
        if parent >= 0, walk[Int(parent)] == Int32(start) { parents[Int(position)] = -1 }
        position = parents[Int(position)]
      }
    }
    return parents
  }
}
