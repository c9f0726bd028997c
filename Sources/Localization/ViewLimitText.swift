package import Namespaces

extension ViewLimit {
  /// What it is, and what it hides, in one sentence.
  package var words: Text {
    let place = namespace?.description
    switch self {
    case .processes:
      return Text(
        """
        heya itself sits in \(place ?? "?"), not the host's pid namespace: processes outside it, \
        and all that they hold, cannot be seen
        """)
    case .foreignProcesses:
      let shown =
        place.map { Text("/proc shows \($0), not the one that heya is in") }
        ?? Text("/proc shows another pid namespace, not the one that heya is in")
      return Text(
        """
        \(shown): only processes there and below are seen, and their numbers are not those that \
        the kernel takes from heya, so nothing can be entered or signalled (`mount -t proc proc \
        /proc` mounts heya's own)
        """)
    case .rights:
      return Text(
        """
        heya itself sits in \(place ?? "?"), not the host's user namespace: its rights end there, \
        and user ids are told by its map
        """)
    case .files:
      return Text(
        """
        heya itself sits in \(place ?? "?"), not the host's mount namespace: names of users and \
        the records of engines are read from the files there
        """)
    }
  }
}

extension [ViewLimit] {
  /// All of it in the fewest words, such as `inside a pid, mnt namespace`; nil when there is none.
  package var badge: Text? {
    if isEmpty { return nil }
    let kinds = map { limit in
      switch limit {
      case .processes: "pid"
      case .foreignProcesses: "foreign /proc"
      case .rights: "user"
      case .files: "mnt"
      }
    }.joined(separator: ", ")
    return Text("heya inside: \(kinds)")
  }
}

extension Text {
  /// That something outside the view may keep a namespace alive as well.
  package static let unseenHolders = Text("Processes out of view may keep it alive as well:")
}
