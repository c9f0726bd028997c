internal import Contents
internal import JSONCoding
internal import Localization
internal import Namespaces
internal import Reporting

/// What is inside a namespace, or why that is not known.
enum ContentsResult {
  case seen(NamespaceContents)
  case unreadable(Text)

  /// Looks into a namespace of the running host.
  init(of namespace: Namespace, in snapshot: Snapshot) {
    do throws(ContentsError) {
      self = .seen(try NamespaceContents(of: namespace, in: snapshot))
    } catch {
      self = .unreadable(error.words)
    }
  }

  /// Looks into a namespace of a capture, or of the running host where there is none.
  init(of namespace: Namespace, in snapshot: Snapshot, _ capture: Capture?) {
    if let capture {
      self.init(of: namespace, captured: capture.contents[namespace.id])
    } else {
      self.init(of: namespace, in: snapshot)
    }
  }

  /// Reads what a capture says.
  init(of namespace: Namespace, captured value: JSONValue?) {
    guard let value else {
      self = .unreadable(Text("the capture was made without contents."))
      return
    }
    if let reason = value["unreadable"].string {
      self = .unreadable(ContentsError(reason, of: namespace)?.words ?? Text(verbatim: reason))
    } else if let contents = try? NamespaceContents(namespace.kind, from: value.decoder) {
      self = .seen(contents)
    } else {
      let kind = namespace.kind
      self = .unreadable(
        Text("the capture is damaged: this is not the inside of a \(kind) namespace."))
    }
  }

  /// The form for a capture; ``init(of:captured:)`` reads it.
  var json: JSONValue {
    switch self {
    case .seen(let contents): (try? JSONValue(encoding: contents)) ?? nil
    case .unreadable(let reason): ["unreadable": .string(reason[.english])]
    }
  }

  /// The contents as titled facts.
  func sections(in snapshot: Snapshot) -> [FactSection] {
    switch self {
    case .seen(let contents): contents.sections(in: snapshot)
    case .unreadable(let reason): [FactSection(Text("inside"), [FactLine(.noLabel, reason)])]
    }
  }
}

extension ContentsDifference {
  /// Looks into two namespaces of a kind, of a capture or of the running host where there is none.
  init(between left: Namespace, _ right: Namespace, in snapshot: Snapshot, _ capture: Capture?) {
    switch (
      ContentsResult(of: left, in: snapshot, capture),
      ContentsResult(of: right, in: snapshot, capture)
    ) {
    case (.seen(let here), .seen(let there)):
      self = .facts(here.differences(to: there, in: snapshot))
    case (.unreadable(let reason), _), (_, .unreadable(let reason)): self = .unreadable(reason)
    }
  }
}
