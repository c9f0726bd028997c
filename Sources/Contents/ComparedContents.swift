package import Localization
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
    func values(_ traits: [Trait]) -> [Words: Words] {
      // Of two mounts at one place the last is the one that is seen.
      Dictionary(traits.map { ($0.subject, $0.value) }, uniquingKeysWith: { $1 })
    }
    let (here, there) = (values(left), values(right))
    var told: Set<Words> = []
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
  var subject: Words
  var value: Words

  init(_ subject: Words, _ value: Words) {
    self.subject = subject
    self.value = value
  }

  /// A trait in the words of the kernel and its tools, which are the same in every language.
  init(kernel subject: String, _ value: String) {
    self.init(Words(subject), Words(value))
  }

  init(_ subject: Words, _ parts: [Words?]) {
    self.init(subject, parts.compactMap(\.self).joined(separator: " "))
  }
}

extension UserContents {
  fileprivate var traits: [Trait] {
    func map(_ ranges: [IDRange]) -> String {
      ranges.map { "\($0.inside) \($0.outside) \($0.count)" }.joined(separator: ", ")
    }
    return [
      Trait(kernel: "uid_map", map(users)), Trait(kernel: "gid_map", map(groups)),
      Trait(kernel: "setgroups", allowsSetgroups.map { $0 ? "allow" : "deny" } ?? "?"),
      Trait(.depth, Words("\(depth)")),
    ]
  }
}

extension CgroupContents {
  fileprivate var traits: [Trait] {
    func limit(_ usage: Usage?) -> String { usage?.limit.map { "\($0)" } ?? "max" }
    return hierarchies.map { hierarchy in
      let name = hierarchy.version == 2 ? "" : " " + hierarchy.controllers.joined(separator: ",")
      return Trait(kernel: "cgroup\(name)", hierarchy.root ?? "?")
    } + [
      Trait(kernel: "memory.max", limit(memory)), Trait(kernel: "pids.max", limit(tasks)),
      Trait(kernel: "cpu.max", processor?.limit.map { "\(Decimal($0, places: 2))" } ?? "max"),
    ]
  }
}

extension IPCContents {
  fileprivate var traits: [Trait] {
    func objects(_ name: String, _ objects: [Object]) -> [Trait] {
      objects.map {
        Trait(kernel: "\(name) \($0.id)", "\($0.key) \($0.mode) \($0.uid) \($0.size)")
      }
    }
    return objects("shm", memory) + objects("sem", semaphores) + objects("msg", queues)
      + (messageQueues ?? []).map { Trait(kernel: "mqueue /\($0.name)", "\($0.uid) \($0.size)") }
      + limits.map { Trait(kernel: $0.name, $0.value) }
  }
}

extension UTSContents {
  fileprivate var traits: [Trait] {
    [Trait(kernel: "hostname", hostName), Trait(kernel: "domainname", domainName)]
  }
}

extension NetworkContents {
  fileprivate var traits: [Trait] {
    interfaces.map { interface in
      Trait(
        Words(interface.name),
        [
          interface.kind.map { Words($0) }, interface.isUp ? .isUp : .isDown,
          interface.addresses.isEmpty ? nil : Words(interface.addresses.joined(separator: " ")),
          interface.master.map { .member(of: $0) },
        ])
    }
      + routes.map { route in
        let table = route.table == 254 ? "" : " table \(route.table)"
        let steps = [
          route.type, route.gateway.map { "via \($0)" }, route.interface.map { "dev \($0)" },
        ]
        return Trait(
          kernel: "route \(route.destination)\(table)",
          steps.compactMap(\.self).joined(separator: " "))
      }
      // Who can reach a socket at a path is a matter of mounts.
      + listening.filter { !$0.address.hasPrefix("/") }
      .map { Trait(kernel: "\($0.protocol) \($0.address)", "LISTEN") }
      + [
        Trait(Words("nftables"), Self.compared(nftables)),
        Trait(Words("iptables"), Self.compared(iptables)),
      ]
  }

  private static func compared(_ tables: [String]?) -> Words {
    guard let tables else { return Words("?") }
    return tables.isEmpty ? .none : Words(tables.joined(separator: ", "))
  }
}

extension PIDContents {
  fileprivate func traits(in snapshot: Snapshot) -> [Trait] {
    let first = initProcess.map { pid in "\(snapshot.process(pid: pid)?.name ?? "?") (\(pid))" }
    return [
      Trait(kernel: "1", first ?? "?"), Trait(.levelName, Words("\(level)")),
      Trait(.processes, Words("\(processes.count)")),
    ]
  }
}

extension MountContents {
  fileprivate var traits: [Trait] {
    mounts.map { mount in
      Trait(
        Words(mount.path),
        [
          Words(mount.type), mount.source == mount.type ? nil : Words(mount.source),
          mount.root == "/" ? nil : Words("at \(mount.root)", "の \(mount.root)"),
          mount.options.contains("ro") ? Words("ro") : nil,
        ])
    }
  }
}

extension TimeContents {
  fileprivate var traits: [Trait] {
    func seconds(_ offset: Double) -> Words {
      let seconds = Decimal(offset, places: 3)
      return Words("\(seconds) s", "\(seconds) 秒")
    }
    return [
      Trait(Words("monotonic"), seconds(monotonicOffset)),
      Trait(Words("boottime"), seconds(bootOffset)),
    ]
  }
}
