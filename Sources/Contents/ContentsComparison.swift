package import Localization
package import Namespaces

extension NamespaceContents {
  /// What is inside one namespace and not, or not the same, inside another of its kind.
  ///
  /// Numbers that differ between any two namespaces and tell nothing, such as peer groups of
  /// mounts, traffic and hardware addresses, are left out.
  ///
  /// - Parameters:
  ///   - other: the contents of the other.
  ///   - snapshot: the scan that both belong to; it names processes.
  /// - Returns: the differences, in the order of the first, then what only the other has.
  package func differences(to other: NamespaceContents, in snapshot: Snapshot) -> [FactDifference] {
    let (left, right) = (traits(in: snapshot), other.traits(in: snapshot))
    func values(_ traits: [ComparedFact]) -> [Text: Text] {
      // Of two mounts at one place the last is the one that is seen.
      Dictionary(traits.map { ($0.subject, $0.value) }, uniquingKeysWith: { $1 })
    }
    let (here, there) = (values(left), values(right))
    var told: Set<Text> = []
    return (left + right).compactMap { trait in
      let subject = trait.subject
      guard told.insert(subject).inserted, here[subject] != there[subject] else { return nil }
      return FactDifference(subject, here[subject], there[subject])
    }
  }

  private func traits(in snapshot: Snapshot) -> [ComparedFact] {
    switch self {
    case .user(let contents): contents.traits
    case .cgroup(let contents): contents.traits
    case .ipc(let contents): contents.traits
    case .uts(let contents): contents.traits
    case .net(let contents): contents.traits
    case .pid(let contents): contents.traits(in: snapshot)
    case .mnt(let contents): contents.traits
    case .time(let contents): contents.traits
    }
  }
}

/// One thing by which namespaces of a kind can differ.
private struct ComparedFact {
  var subject: Text
  var value: Text

  init(_ subject: Text, _ value: Text) {
    self.subject = subject
    self.value = value
  }

  /// A trait in the words of the kernel and its tools, which are the same in every language.
  init(kernel subject: String, _ value: String) {
    self.init(Text(verbatim: subject), Text(verbatim: value))
  }

  init(_ subject: Text, _ parts: [Text?]) {
    self.init(subject, parts.compactMap(\.self).joined(separator: " "))
  }
}

extension UserContents {
  fileprivate var traits: [ComparedFact] {
    func map(_ ranges: [IDRange]) -> String {
      ranges.map { "\($0.inside) \($0.outside) \($0.count)" }.joined(separator: ", ")
    }
    return [
      ComparedFact(kernel: "uid_map", map(users)), ComparedFact(kernel: "gid_map", map(groups)),
      ComparedFact(kernel: "setgroups", allowsSetgroups.map { $0 ? "allow" : "deny" } ?? "?"),
      ComparedFact(.depth, Text(verbatim: "\(depth)")),
    ]
  }
}

extension CgroupContents {
  fileprivate var traits: [ComparedFact] {
    func limit(_ usage: Usage?) -> String { usage?.limit.map { "\($0)" } ?? "max" }
    return hierarchies.map { hierarchy in
      let name = hierarchy.version == 2 ? "" : " " + hierarchy.controllers.joined(separator: ",")
      return ComparedFact(kernel: "cgroup\(name)", hierarchy.root ?? "?")
    } + [
      ComparedFact(kernel: "memory.max", limit(memory)),
      ComparedFact(kernel: "pids.max", limit(tasks)),
      ComparedFact(
        kernel: "cpu.max", processor?.limit.map { "\(Decimal($0, places: 2))" } ?? "max"),
    ]
  }
}

extension IPCContents {
  fileprivate var traits: [ComparedFact] {
    func objects(_ name: String, _ objects: [Object]) -> [ComparedFact] {
      objects.map {
        ComparedFact(kernel: "\(name) \($0.id)", "\($0.key) \($0.mode) \($0.uid) \($0.size)")
      }
    }
    return objects("shm", memory) + objects("sem", semaphores) + objects("msg", queues)
      + (messageQueues ?? []).map {
        ComparedFact(kernel: "mqueue /\($0.name)", "\($0.uid) \($0.size)")
      }
      + limits.map { ComparedFact(kernel: $0.name, $0.value) }
  }
}

extension UTSContents {
  fileprivate var traits: [ComparedFact] {
    [ComparedFact(kernel: "hostname", hostName), ComparedFact(kernel: "domainname", domainName)]
  }
}

extension NetworkContents {
  fileprivate var traits: [ComparedFact] {
    interfaces.map { interface in
      ComparedFact(
        Text(verbatim: interface.name),
        [
          interface.kind.map { Text(verbatim: $0) }, interface.isUp ? .isUp : .isDown,
          interface.addresses.isEmpty
            ? nil : Text(verbatim: interface.addresses.joined(separator: " ")),
          interface.master.map { .member(of: $0) },
        ])
    }
      + routes.map { route in
        let table = route.table == 254 ? "" : " table \(route.table)"
        let steps = [
          route.type, route.gateway.map { "via \($0)" }, route.interface.map { "dev \($0)" },
        ]
        return ComparedFact(
          kernel: "route \(route.destination)\(table)",
          steps.compactMap(\.self).joined(separator: " "))
      }
      // Who can reach a socket at a path is a matter of mounts.
      + listening.filter { !$0.address.hasPrefix("/") }
      .map { ComparedFact(kernel: "\($0.protocol) \($0.address)", "LISTEN") }
      + [
        ComparedFact(Text(verbatim: "nftables"), Self.compared(nftables)),
        ComparedFact(Text(verbatim: "iptables"), Self.compared(iptables)),
      ]
  }

  private static func compared(_ tables: [String]?) -> Text {
    guard let tables else { return Text(verbatim: "?") }
    return tables.isEmpty ? .none : Text(verbatim: tables.joined(separator: ", "))
  }
}

extension PIDContents {
  fileprivate func traits(in snapshot: Snapshot) -> [ComparedFact] {
    let first = initProcess.map { pid in "\(snapshot.process(pid: pid)?.name ?? "?") (\(pid))" }
    return [
      ComparedFact(kernel: "1", first ?? "?"), ComparedFact(.levelName, Text(verbatim: "\(level)")),
      ComparedFact(.processes, Text(verbatim: "\(processes.count)")),
    ]
  }
}

extension MountContents {
  fileprivate var traits: [ComparedFact] {
    mounts.map { mount in
      ComparedFact(
        Text(verbatim: mount.path),
        [
          Text(verbatim: mount.type),
          mount.source == mount.type ? nil : Text(verbatim: mount.source),
          mount.root == "/" ? nil : Text("at \(mount.root)"),
          mount.options.contains("ro") ? Text(verbatim: "ro") : nil,
        ])
    }
  }
}

extension TimeContents {
  fileprivate var traits: [ComparedFact] {
    func seconds(_ offset: Double) -> Text {
      let seconds = Decimal(offset, places: 3)
      return Text("\(seconds) s")
    }
    return [
      ComparedFact(Text(verbatim: "monotonic"), seconds(monotonicOffset)),
      ComparedFact(Text(verbatim: "boottime"), seconds(bootOffset)),
    ]
  }
}
