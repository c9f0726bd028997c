import Description
import Localization
import Namespaces

/// A piece of text in one role.
struct Segment: Sendable, Equatable {
  var text: String
  var role: Theme.Role

  init(_ text: String, _ role: Theme.Role = .text) {
    self.text = text
    self.role = role
  }
}

extension ViewModel {
  /// What a row says about its object at the left, before the columns.
  ///
  /// - Parameters:
  ///   - place: the object.
  ///   - kinds: whether a namespace's kind is said, for views where it is not clear.
  ///   - language: the language.
  ///   - glyphs: the characters that are not text.
  ///   - utcOffset: the seconds that the local time is ahead of UTC.
  /// - Returns: the pieces, from left to right.
  func label(
    of place: Place, naming kinds: Bool, language: Language, glyphs: Glyphs, utcOffset: Double
  ) -> [Segment] {
    switch place {
    case .kind(let kind):
      [
        Segment(kind.name.padding(to: 6), .kind), Segment("  "),
        Segment(kind.subject[language], .faint),
        Segment(
          " \(glyphs.dot) " + namespaces(kind)[language],
          .faint),
      ]
    case .namespace(let position): label(of: position, naming: kinds, language: language)
    case .process(let position): label(of: process(position))
    case .divergentThread(let position): label(of: divergentThread(position), language)
    case .thread(let position): [Segment(threads[position].record.name, .faint)]
    case .group(let position): label(of: containers.groups[Int(position)], language, glyphs)
    case .container(let position): label(of: containers.containers[Int(position)], language)
    case .interface(let position): label(of: networks.interfaces[Int(position)], language)
    case .change(let position):
      label(of: eventLog.changes[Int(position)], language, glyphs, utcOffset: utcOffset)
    }
  }

  /// How many namespaces of a kind there are; the only one may be the host's, or in a lab the lab's
  /// own.
  private func namespaces(_ kind: NamespaceKind) -> Text {
    let count = snapshot.namespaces(of: kind).count { marks[.namespace($0.id)] != .gone }
    let hostNamespaces = index.hostNamespaces[Int(kind.rawValue)]
    guard count == 1, hostNamespaces >= 0 else { return .namespaces(count) }
    let whose = description.whose(namespace(hostNamespaces))
    return whose == .observerOwn ? .observerOnly : .hostOnly
  }

  private func label(of position: Int32, naming kinds: Bool, language: Language) -> [Segment] {
    let namespace = namespace(position)
    let isHost = isHostNamespace(position)
    var label: [Segment] = []
    if kinds { label.append(Segment(namespace.kind.name.padding(to: 6) + "  ", .kind)) }
    label.append(Segment(String(namespace.id.inode), isHost ? .faint : .namespace))
    label.append(Segment("  "))
    let identity = Identity(of: Described(namespace, in: description))
    switch identity {
    case .container, .group, .pin:
      label.append(Segment(identity.words[language], .strong))
      let leader = leader(of: position)?.name ?? namespace.reasonToLive[language]
      label.append(Segment("  " + leader, .faint))
    case .process(let first): label.append(Segment(first.name, .process))
    case .host, .kept: label.append(Segment(identity.words[language], .faint))
    }
    return label
  }

  private func label(of process: ProcessRecord) -> [Segment] {
    if process.isKernelThread { return [Segment("[\(process.name)]", .faint)] }
    // The program's own name first, however long the path is; its command line as it is where that
    // begins with something else, such as the interpreter of a script.
    let first = process.command.prefix { $0 != " " }
    let rest = String(process.command[first.endIndex...])
    let program = first.split(separator: "/").last?.drop { $0 == "-" } ?? ""
    if !process.name.isEmpty, program.hasPrefix(process.name) {
      return [Segment(String(program), .process), Segment(rest, .faint)]
    }
    return [Segment(process.name, .process), Segment("  " + process.command, .faint)]
  }

  private func label(
    of group: ContainerGroup, _ language: Language, _ glyphs: Glyphs
  ) -> [Segment] {
    let count = containers.containers.count {
      $0.runtime == group.runtime && (group.name == nil || $0.group?.name == group.name)
    }
    return [
      Segment(group.name ?? group.runtime, group.name == nil ? .kind : .strong),
      Segment(" \(glyphs.dot) " + Text.containers(count)[language], .faint),
    ]
  }

  private func label(of container: Container, _ language: Language) -> [Segment] {
    var label = [Segment(container.name, .namespace)]
    if container.status != .running {
      label.append(Segment("  " + container.status.words[language], .warning))
    }
    if let image = container.image { label.append(Segment("  " + image, .faint)) }
    return label
  }

  private func label(of interface: NetworkInterface, _ language: Language) -> [Segment] {
    // Ports stand below their bridge, set off by two columns.
    let width = interface.master == nil ? 13 : 11
    var label = [Segment(interface.name.padding(to: width), interface.isUp ? .process : .faint)]
    if !interface.kind.isEmpty { label.append(Segment("  " + interface.kind, .kind)) }
    if !interface.isUp { label.append(Segment("  " + Text.isDown[language], .faint)) }
    for address in interface.addresses { label.append(Segment("  " + address)) }
    return label
  }

  private func label(
    of divergentThread: (process: ProcessRecord, thread: DivergentThread), _ language: Language
  ) -> [Segment] {
    [
      Segment(divergentThread.process.name, .process),
      Segment("  " + Text.threadOf(divergentThread.process.pid)[language], .faint),
    ]
  }

  private func label(
    of change: Change, _ language: Language, _ glyphs: Glyphs, utcOffset: Double
  ) -> [Segment] {
    var label = [Segment("\(TimeOfDay(seconds: change.time + utcOffset))  ", .faint)]
    switch change.what {
    case .appeared: label.append(Segment("+ ", .new))
    case .vanished: label.append(Segment("- ", .gone))
    case .started: label.append(Segment("+ ", .new))
    case .ended: label.append(Segment("- ", .gone))
    case .moved: label.append(Segment("~ ", .moved))
    }
    switch (change.object, change.what) {
    case (.namespace(let id), _):
      label.append(Segment(id.description, .namespace))
      if !change.name.isEmpty { label.append(Segment("  " + change.name, .process)) }
    case (_, .moved(let kind, let from, let to)):
      label.append(Segment(change.name, .process))
      label.append(Segment("  \(kind.name) ", .kind))
      label.append(Segment("\(from) \(glyphs.arrow) ", .faint))
      label.append(Segment(String(to), .namespace))
    default: label.append(Segment(change.name, .process))
    }
    return label
  }

  /// The name that people gave to those in a namespace; nil where they are a mere process.
  private func givenName(of namespace: Namespace) -> String? {
    let identity = Identity(of: Described(namespace, in: description))
    return identity.isGiven ? identity.words[.english] : nil
  }

  /// A short plain name of an object, such as `sh (4242)` or `net:[4026532379]`.
  func name(of object: ObjectID) -> String {
    switch object {
    case .kind(let kind): kind.name
    case .namespace(let id):
      [id.description, snapshot.namespace(id).flatMap { givenName(of: $0) }].compactMap(\.self)
        .joined(separator: "  ")
    case .process(let id):
      snapshot.process(id).map { "\($0.name) (\($0.pid))" } ?? String(id.pid)
    case .thread(let id, let tid): "\(id.pid)/\(tid)"
    case .container(let id):
      containers.position(of: id).map { containers.containers[Int($0)].name } ?? id.description
    case .interface(let namespace, let index):
      networks.position(of: .init(namespace: namespace.inode, index: index))
        .map { networks.interfaces[Int($0)].name } ?? object.description
    case .group, .change: object.description
    }
  }
}

extension String {
  /// The text with spaces up to a number of ASCII characters; nothing is cut.
  fileprivate func padding(to length: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, length - utf8.count))
  }
}

extension Text {
  static func containers(_ number: Int) -> Text {
    Text(number, one: "\(number) container", other: "\(number) containers")
  }

  static let isDown = Text("down")

  static func threadOf(_ pid: Int32) -> Text { Text("thread of \(pid)") }
}
