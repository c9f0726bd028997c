extension Sequence<String> {
  /// Those of these names that somebody may have meant by one that does not exist, the nearest first:
  /// such as are written almost like it, then such as contain it, as `shop_web_1` does `web`.
  package func near(_ name: String) -> [String] {
    let name = name.lowercased()
    let limit = Swift.max(1, name.count / 3)
    var alike: [(distance: Int, name: String)] = []
    var containing: [String] = []
    for candidate in self {
      let text = candidate.lowercased()
      let distance = text.distance(to: name, limit: limit)
      if distance <= limit {
        alike.append((distance, candidate))
      } else if name.count > 1, text.contains(name) {
        containing.append(candidate)
      }
    }
    // Sorting is stable: names that are equally near stay in their order.
    return alike.sorted { $0.distance < $1.distance }.map(\.name) + containing
  }
}

extension String {
  /// How many characters have to be changed, added, left out or swapped with their neighbour to get
  /// from one name to another; more than `limit` where it is at least that many.
  fileprivate func distance(to other: String, limit: Int) -> Int {
    let (left, right) = (Array(self), Array(other))
    if abs(left.count - right.count) > limit { return limit + 1 }
    var before: [Int] = []
    var last = Array(0...right.count)
    for (row, character) in left.enumerated() {
      var next = [row + 1]
      for (column, candidate) in right.enumerated() {
        var best = Swift.min(
          last[column] + (character == candidate ? 0 : 1), last[column + 1] + 1, next[column] + 1)
        if row > 0, column > 0, character == right[column - 1], left[row - 1] == candidate {
          best = Swift.min(best, before[column - 1] + 1)
        }
        next.append(best)
      }
      (before, last) = (last, next)
    }
    return last[right.count]
  }
}
