package import Namespaces

extension Text {
  /// The title of what one may do to a namespace.
  package static let fromHere = Text("from here", "ここからできること")
}

extension Permission {
  /// Whether it may be done, and by which right or for want of which.
  package var words: Text {
    let place = authority.map(\.description)
    guard let missing else {
      return Text(
        "yes, by rights in \(place ?? "a user namespace out of view")",
        "可（\(place ?? "見える範囲の外のユーザー名前空間")での権限による）")
    }
    return Text(
      "no: it takes \(missing.name) in \(place ?? "a user namespace out of view")",
      "不可（\(place ?? "見える範囲の外のユーザー名前空間")での\(missing.name)が必要）")
  }
}
