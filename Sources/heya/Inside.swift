internal import Contents
internal import JSON
internal import Namespaces
internal import Reporting

/// What is inside a namespace, or why that is not known.
enum Inside {
  case seen(Contents)
  case unreadable(String)

  /// Looks into a namespace of the running host.
  init(of namespace: Namespace, in snapshot: Snapshot) {
    do throws(ContentsError) {
      self = .seen(try Contents(of: namespace, in: snapshot))
    } catch {
      self = .unreadable("\(error)")
    }
  }

  /// Looks into a namespace of a capture, or of the running host where there is none.
  init(of namespace: Namespace, in snapshot: Snapshot, _ capture: Capture?) {
    if let capture {
      self.init(namespace.kind, captured: capture.contents[namespace.id])
    } else {
      self.init(of: namespace, in: snapshot)
    }
  }

  /// Reads what a capture says.
  init(_ kind: NamespaceKind, captured value: JSONValue?) {
    guard let value else {
      self = .unreadable("the capture was made without contents.")
      return
    }
    if let reason = value["unreadable"].string {
      self = .unreadable(reason)
    } else if let contents = try? Contents(kind, from: value.decoder) {
      self = .seen(contents)
    } else {
      self = .unreadable("the capture is damaged: this is not the inside of a \(kind) namespace.")
    }
  }

  /// The form for a capture; ``init(_:captured:)`` reads it.
  var json: JSONValue {
    switch self {
    case .seen(let contents): (try? JSONValue(encoding: contents)) ?? nil
    case .unreadable(let reason): ["unreadable": .string(reason)]
    }
  }

  /// The contents as titled facts.
  func sections(in snapshot: Snapshot) -> [FactSection] {
    switch self {
    case .seen(let contents): contents.sections(in: snapshot)
    case .unreadable(let reason): [FactSection("inside", [FactLine("", reason)])]
    }
  }
}

extension RoomDifference {
  /// Looks into two namespaces of a kind, of a capture or of the running host where there is none.
  init(between left: Namespace, _ right: Namespace, in snapshot: Snapshot, _ capture: Capture?) {
    switch (Inside(of: left, in: snapshot, capture), Inside(of: right, in: snapshot, capture)) {
    case (.seen(let here), .seen(let there)):
      self = .facts(here.differences(to: there, in: snapshot))
    case (.unreadable(let reason), _), (_, .unreadable(let reason)): self = .unreadable(reason)
    }
  }
}
