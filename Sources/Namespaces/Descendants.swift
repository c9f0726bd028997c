extension Snapshot {
  /// The processes `roots` and all that come from them, by their pids.
  package func descendants(of roots: Set<Int32>) -> Set<Int32> {
    let children = Dictionary(grouping: processes) { $0.parent }
    var (found, open) = (roots, Array(roots))
    while let pid = open.popLast() {
      for child in children[pid] ?? [] where found.insert(child.pid).inserted {
        open.append(child.pid)
      }
    }
    return found
  }
}
