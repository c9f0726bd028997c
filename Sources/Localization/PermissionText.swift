package import Namespaces

extension Text {
  /// The title of what one may do to a namespace.
  package static let fromHere = Text("from here")
}

extension Permission {
  /// Whether it may be done, and by which right or for want of which.
  package var words: Text {
    let place =
      authority.map { Text(verbatim: $0.description) }
      ?? Text("a user namespace out of view", context: "rights")
    guard let missing else {
      return Text("yes, by rights in \(place)")
    }
    return Text("no: it takes \(missing.name) in \(place)")
  }
}
