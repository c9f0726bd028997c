package import Namespaces

extension Words {
  /// The title of what one may do to a namespace.
  package static let fromHere = Words("from here", "ここからできること")
}

extension Act {
  /// Whether it may be done, and by which right or for want of which.
  package var words: Words {
    let place = authority.map(\.description)
    guard let missing else {
      return Words(
        "yes, by rights in \(place ?? "a user namespace out of view")",
        "可（\(place ?? "見える範囲の外のユーザー名前空間")での権限による）")
    }
    return Words(
      "no: it takes \(missing.name) in \(place ?? "a user namespace out of view")",
      "不可（\(place ?? "見える範囲の外のユーザー名前空間")での\(missing.name)が必要）")
  }
}
