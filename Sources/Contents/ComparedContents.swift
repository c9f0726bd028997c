package import Namespaces

extension Contents {
  /// What is inside one namespace and not, or not the same, inside another of its kind.
  ///
  /// Numbers that differ between any two namespaces and tell nothing, such as peer groups of
  /// mounts, traffic and hardware addresses, are left out.
  ///
  /// - Parameters:
  ///   - other: the contents of the other.
  ///   - snapshot: the scan that both belong to; it names processes.
  /// - Returns: the differences, in the order of the first, then what only the other has.
  package func differences(to other: Contents, in snapshot: Snapshot) -> [FactDifference] {
    let (left, right) = (traits(in: snapshot), other.traits(in: snapshot))
    func values(_ traits: [Trait]) -> [String: String] {
      // Of two mounts at one place the last is the one that is seen.
      Dictionary(traits.map { ($0.subject, $0.value) }, uniquingKeysWith: { $1 })
    }
    let (here, there) = (values(left), values(right))
    var told: Set<String> = []
    return (left + right).compactMap { trait in
      let subject = trait.subject
      guard told.insert(subject).inserted, here[subject] != there[subject] else { return nil }
      return FactDifference(subject, here[subject], there[subject])
    }
  }

  private func traits(in snapshot: Snapshot) -> [Trait] {
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
private struct Trait {
  var subject: String
  var value: String

  init(_ subject: String, _ value: String) {
    self.subject = subject
    self.value = value
  }

  init(_ subject: String, _ parts: [String?]) {
    self.init(subject, parts.compactMap(\.self).joined(separator: " "))
  }
}

extension UserContents {
  fileprivate var traits: [Trait] {
    func map(_ ranges: [IDRange]) -> String {
      ranges.map { "\($0.inside) \($0.outside) \($0.count)" }.joined(separator: ", ")
    }
    return [
      Trait("uid_map", map(users)), Trait("gid_map", map(groups)),
      Trait("setgroups", allowsSetgroups.map { $0 ? "allow" : "deny" } ?? "?"),
      Trait("depth", "\(depth)"),
    ]
  }
}

extension CgroupContents {
  fileprivate var traits: [Trait] {
    func limit(_ usage: Usage?) -> String { usage?.limit.map { "\($0)" } ?? "max" }
    return hierarchies.map { hierarchy in
      let name = hierarchy.version == 2 ? "" : " " + hierarchy.controllers.joined(separator: ",")
      return Trait("cgroup\(name)", hierarchy.root ?? "?")
    } + [
      Trait("memory.max", limit(memory)), Trait("pids.max", limit(tasks)),
      Trait("cpu.max", processor?.limit.map { "\(Decimal($0, places: 2))" } ?? "max"),
    ]
  }
}

extension IPCContents {
  fileprivate var traits: [Trait] {
    func objects(_ name: String, _ objects: [Object]) -> [Trait] {
      objects.map { Trait("\(name) \($0.id)", "\($0.key) \($0.mode) \($0.uid) \($0.size)") }
    }
    return objects("shm", memory) + objects("sem", semaphores) + objects("msg", queues)
      + (messageQueues ?? []).map { Trait("mqueue /\($0.name)", "\($0.uid) \($0.size)") }
      + limits.map { Trait($0.name, $0.value) }
  }
}

extension UTSContents {
  fileprivate var traits: [Trait] {
    [Trait("hostname", hostName), Trait("domainname", domainName)]
  }
}

extension NetworkContents {
  fileprivate var traits: [Trait] {
    interfaces.map { interface in
      Trait(
        interface.name,
        [
          interface.kind, interface.isUp ? "up" : "down",
          interface.addresses.isEmpty ? nil : interface.addresses.joined(separator: " "),
          interface.master.map { "in \($0)" },
        ])
    }
      + routes.map { route in
        let table = route.table == 254 ? "" : " table \(route.table)"
        return Trait(
          "route \(route.destination)\(table)",
          [
            route.type, route.gateway.map { "via \($0)" }, route.interface.map { "dev \($0)" },
          ])
      }
      // Who can reach a socket at a path is a matter of mounts.
      + listening.filter { !$0.address.hasPrefix("/") }
      .map { Trait("\($0.protocol) \($0.address)", "LISTEN") }
      + [Trait("nftables", Self.words(nftables)), Trait("iptables", Self.words(iptables))]
  }

  private static func words(_ tables: [String]?) -> String {
    guard let tables else { return "?" }
    return tables.isEmpty ? "none" : tables.joined(separator: ", ")
  }
}

extension PIDContents {
  fileprivate func traits(in snapshot: Snapshot) -> [Trait] {
    let first = initProcess.map { pid in "\(snapshot.process(pid: pid)?.name ?? "?") (\(pid))" }
    return [
      Trait("1", first ?? "?"), Trait("level", "\(level)"),
      Trait("processes", "\(processes.count)"),
    ]
  }
}

extension MountContents {
  fileprivate var traits: [Trait] {
    mounts.map { mount in
      Trait(
        mount.path,
        [
          mount.type, mount.source == mount.type ? nil : mount.source,
          mount.root == "/" ? nil : "at \(mount.root)",
          mount.options.contains("ro") ? "ro" : nil,
        ])
    }
  }
}

extension TimeContents {
  fileprivate var traits: [Trait] {
    func seconds(_ offset: Double) -> String { "\(Decimal(offset, places: 3)) s" }
    return [
      Trait("monotonic", seconds(monotonicOffset)), Trait("boottime", seconds(bootOffset)),
    ]
  }
}
