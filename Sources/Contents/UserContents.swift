internal import Localization
internal import Namespaces
internal import SystemCalls

/// What a user namespace isolates (user_namespaces(7)).
package struct UserContents: Sendable, Hashable, Codable {
  /// Which user ids mean which of the observer's.
  package var users: [IDRange]

  /// Which group ids mean which of the observer's.
  package var groups: [IDRange]

  /// Whether setgroups(2) is allowed inside; nil when it could not be read.
  package var allowsSetgroups: Bool?

  /// How many user namespaces are above it, as far as they are in view.
  package var depth: Int

  /// The namespaces that it owns, such as `net:[4026531833]`.
  package var owned: [String]

  /// The user namespaces right below it.
  package var children: [String]

  /// Ids that follow each other inside and outside (`uid_map` in user_namespaces(7)).
  package struct IDRange: Sendable, Hashable, Codable {
    /// The first id inside.
    package var inside: UInt32

    /// The first id in the observer's user namespace.
    package var outside: UInt32

    /// How many ids there are.
    package var count: UInt32
  }
}

extension UserContents {
  init(of access: NamespaceAccess) throws(Errno) {
    users = Self.ranges(try access.text(ofMember: "uid_map"))
    groups = Self.ranges(try access.text(ofMember: "gid_map"))
    allowsSetgroups = (try? access.text(ofMember: "setgroups"))?.lines.first.map { $0 == "allow" }
    let (id, snapshot) = (access.namespace.id, access.snapshot)
    depth = snapshot.ancestors(of: access.namespace).count
    owned = snapshot.namespaces.filter { $0.kind != .user && $0.owner == id }.map(\.id.description)
    children = snapshot.namespaces(of: .user).filter { $0.parent == .namespace(id) }
      .map(\.id.description)
  }

  /// The content of `uid_map` or `gid_map`.
  static func ranges(_ text: TextFile) -> [IDRange] {
    text.words.compactMap { words in
      guard words.count == 3, let inside = UInt32(words[0]), let outside = UInt32(words[1]),
        let count = UInt32(words[2])
      else { return nil }
      return IDRange(inside: inside, outside: outside, count: count)
    }
  }

  func sections(in snapshot: Snapshot) -> [FactSection] {
    let setgroups =
      allowsSetgroups.map { $0 ? Text("allowed") : Text("denied") }
      ?? Text("not readable")
    return [
      FactSection(
        Text("user ids"),
        users.isEmpty ? [Self.unmapped] : users.map { $0.line(snapshot.userName) }),
      FactSection(
        Text("group ids"),
        groups.isEmpty ? [Self.unmapped] : groups.map { $0.line { String($0) } }),
      FactSection(
        .nesting,
        [
          FactLine(Text(verbatim: "setgroups"), setgroups),
          FactLine(.depth, .level(depth)),
        ]
          + children.map {
            FactLine(.child, Text(verbatim: $0), target: snapshot.object(called: $0))
          }),
      FactSection(Text("owns"), owned) {
        FactLine(.noLabel, Text(verbatim: $0), target: snapshot.object(called: $0))
      },
    ]
  }

  private static let unmapped = FactLine(
    .noLabel,
    Text("no map was written: every id inside is the overflow id, 65534"))
}

extension UserContents.IDRange {
  /// The range in words, such as `0 inside is alice (1000) outside`.
  fileprivate func line(_ name: (UInt32) -> String) -> FactLine {
    if inside == 0, outside == 0, count == .max {
      return FactLine(Text("all"), Text("mean themselves"))
    }
    if count == 1 {
      let user = name(outside)
      let number = user == String(outside) ? user : "\(user) (\(outside))"
      return FactLine(
        Text(verbatim: String(inside)), Text("inside is \(number) outside"))
    }
    let others = Self.span(outside, count)
    return FactLine(
      Self.span(inside, count),
      Text("inside are \(others) outside"))
  }

  private static func span(_ first: UInt32, _ count: UInt32) -> Text {
    // A capture may hold a range of nothing.
    let last = UInt64(first) + UInt64(max(count, 1)) - 1
    return Text("\(first) to \(last)")
  }
}

extension Text {
  static let nesting = Text("nesting")
  static let depth = Text("depth")
  static let child = Text("child")

  /// How deep below the topmost namespace in view another one is.
  static func level(_ number: Int) -> Text {
    number == 0 ? Text("0, the topmost in view") : Text(verbatim: String(number))
  }
}

extension Snapshot {
  /// The namespaces above `namespace` in its hierarchy, the nearest first, as far as they are in
  /// view.
  func ancestors(of namespace: Namespace) -> [Namespace] {
    var ancestors: [Namespace] = []
    var next = namespace
    while case .namespace(let id) = next.parent, let parent = self.namespace(id) {
      ancestors.append(parent)
      next = parent
    }
    return ancestors
  }
}
