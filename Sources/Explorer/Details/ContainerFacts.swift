import Namespaces
import Wording

extension Facts {
  /// What is known of a container, and whence.
  func facts(of container: Container) -> [DetailSection] {
    var lines = [line(.runtime, container.runtime), line(.state, container.status.rawValue)]
    if let image = container.image { lines.append(line(.image, image)) }
    if let group = container.group { lines.append(line(.group, group.name)) }
    lines.append(line(.user, container.user ?? scene.snapshot.userName(container.uid)))
    if let process = container.initProcess {
      lines.append(line(.firstProcess, scene.name(of: .process(process)), .process(process)))
    }
    lines.append(line(.members, Words.processes(container.members.count)[language]))
    if container.started > 0 {
      lines.append(line(.age, "\(Age(seconds: scene.snapshot.taken - container.started))"))
    }
    if let memory = container.memory {
      let limit = memory.limit.map { " / \(Bytes(value: Double($0)))" } ?? ""
      lines.append(line(.memory, "\(Bytes(value: Double(memory.used)))\(limit)"))
    }
    if let cgroup = container.cgroup { lines.append(line(.cgroup, cgroup)) }
    if let rootfs = container.rootfs { lines.append(line(.rootfs, rootfs)) }
    lines.append(line(.identity, container.id.id))
    return [
      DetailSection(title: "", lines: lines), rooms(of: container),
      DetailSection(
        title: Words.labels[language],
        lines: container.labels.map { DetailLine("", "\($0.key)=\($0.value)") }),
      DetailSection(
        title: Words.sources[language],
        lines: container.sources.sorted { $0.key.rawValue < $1.key.rawValue }
          .map { DetailLine($0.key.rawValue, $0.value) }),
    ].filter { !$0.lines.isEmpty }
  }

  /// The eight namespaces of a container, each with whose it is.
  private func rooms(of container: Container) -> DetailSection {
    let lines = NamespaceKind.allCases.compactMap { kind -> DetailLine? in
      let inode = container.namespaces[kind]
      guard inode != 0, let sharing = container.sharing[kind] else { return nil }
      let whose =
        switch sharing {
        case .own: Words.itsOwn[language]
        case .host: Words.hostOwn[language]
        case .container(let id): scene.name(of: .container(id))
        }
      let target = scene.snapshot.namespace(inode: inode).map { ObjectID.namespace($0.id) }
      return DetailLine(kind.name, "\(inode)  \(whose)", target: target)
    }
    return DetailSection(title: Words.rooms[language], lines: lines)
  }

  /// What is known of a network interface.
  func facts(of interface: NetworkInterface, at position: Int32) -> [DetailSection] {
    var lines = [
      line(.namespace, interface.namespace.description, .namespace(interface.namespace))
    ]
    if !interface.kind.isEmpty { lines.append(line(.sort, interface.kind)) }
    lines.append(line(.state, (interface.isUp ? Words.isUp : .isDown)[language]))
    for address in interface.addresses { lines.append(line(.address, address)) }
    if let master = interface.master { lines.append(line(.bridge, master)) }
    if let peer = scene.networks.peer(of: position) {
      let other = scene.networks.interfaces[Int(peer)]
      lines.append(
        line(.peer, "\(other.name)  \(other.namespace)", scene.object(at: .interface(peer))))
    }
    return [DetailSection(title: "", lines: lines)]
  }
}

extension Words {
  static let runtime = Words("runtime", "ランタイム")
  static let image = Words("image", "イメージ")
  static let group = Words("group", "グループ")
  static let cgroup = Words("cgroup", "cgroup")
  static let rootfs = Words("files", "ファイル")
  static let identity = Words("id", "ID")
  static let labels = Words("labels", "ラベル")
  static let sources = Words("where that is known from", "情報の出どころ")
  static let sort = Words("sort", "種別")
  static let isUp = Words("up", "動作中")
  static let address = Words("address", "アドレス")
  static let bridge = Words("bridge", "ブリッジ")
  static let peer = Words("peer", "接続先")
}
