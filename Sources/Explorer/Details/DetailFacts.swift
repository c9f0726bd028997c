import Localization
import Namespaces

/// What the details say about an object, gathered from the scene alone.
struct DetailFacts {
  let viewModel: ViewModel
  let options: Options
  let history: LoadHistory

  var language: Language { options.language }

  /// The title of an object.
  func title(of object: ObjectID) -> String {
    switch object {
    case .kind(let kind): return "\(kind.name)  \(kind.subject[language])"
    case .namespace(let id):
      guard case .namespace(let position)? = viewModel.place(of: object) else { return "\(id)" }
      let name = viewModel.namespace(position).names.first
      let whose =
        viewModel.isHostNamespace(position) ? viewModel.homeWords(position)[language] : name
      return whose.map { "\(id)  \($0)" } ?? "\(id)"
    case .change:
      guard case .change(let position)? = viewModel.place(of: object) else { return "" }
      return viewModel.eventLog.changes[Int(position)].what.words[language]
    default: return viewModel.name(of: object)
    }
  }

  /// The sections of the first page.
  func facts(of object: ObjectID) -> [DetailSection] {
    switch viewModel.place(of: object) {
    case .kind(let kind): facts(of: kind)
    case .namespace(let position): facts(of: position)
    case .process(let position): facts(of: viewModel.process(position), at: position)
    case .divergentThread(let position): facts(ofDivergentThread: position)
    case .thread(let position): facts(ofThread: position)
    case .group: []
    case .container(let position): facts(of: viewModel.containers.containers[Int(position)])
    case .interface(let position):
      facts(of: viewModel.networks.interfaces[Int(position)], at: position)
    case .change(let position): facts(of: viewModel.eventLog.changes[Int(position)])
    case nil: []
    }
  }

  func line(_ label: Text, _ value: String, _ target: ObjectID? = nil) -> DetailLine {
    DetailLine(label[language], value, target: target)
  }

  private func facts(of kind: NamespaceKind) -> [DetailSection] {
    let all = viewModel.snapshot.namespaces(of: kind)
    let section = DetailSection(
      title: "",
      lines: [
        line(.sentence, kind.sentence[language]),
        line(.namespacesHere, String(all.count)),
        line(.withoutProcess, String(all.count { $0.members.isEmpty })),
        line(.flag, kind.cloneFlagName),
        line(.manual, kind.manualPage),
      ])
    return [section]
  }

  private func facts(of position: Int32) -> [DetailSection] {
    let namespace = viewModel.namespace(position)
    var lines = [line(.sentence, namespace.kind.sentence[language])]
    // Fields are read in place: ten thousand members would be copied for every picture.
    let processes = viewModel.snapshot.processes
    let members = viewModel.snapshot.positions(of: namespace.members)
    let threads = members.reduce(0) { $0 + Int(processes[$1].threads) }
    lines.append(line(.members, Text.population(members.count, threads)[language]))
    if let leader = viewModel.leader(of: position) {
      lines.append(line(.firstProcess, described(leader), .process(leader.id)))
    } else {
      lines.append(line(.keptBy, namespace.reasonToLive[language]))
    }
    if let owner = namespace.owner {
      lines.append(line(.owner, described(owner), .namespace(owner)))
    } else {
      lines.append(line(.owner, (namespace.isInitial ? Text.none : .outOfView)[language]))
    }
    switch namespace.parent {
    case .notHierarchical: break
    case .none: lines.append(line(.parent, Text.none[language]))
    case .outOfView: lines.append(line(.parent, Text.outOfView[language]))
    case .namespace(let id): lines.append(line(.parent, described(id), .namespace(id)))
    }
    if let uid = namespace.ownerUID { lines.append(line(.madeBy, user(uid))) }
    if let owner = namespace.owner, namespace.kind != .user,
      let uid = viewModel.snapshot.namespace(owner)?.ownerUID
    {
      lines.append(line(.ownerUser, user(uid)))
    }
    lines += load(
      cpu: viewModel.usage.namespaceCPU[Int(position)],
      memory: viewModel.usage.namespaceMemory[Int(position)],
      history.minute(of: .namespace(namespace.id), columns: 20))
    let oldest = members.min { processes[$0].startTicks < processes[$1].startTicks }
    if let oldest {
      lines.append(line(.oldest, age(of: processes[oldest])))
    }
    for name in namespace.names { lines.append(line(.name, name)) }
    if let unique = namespace.id.unique { lines.append(line(.number, String(unique))) }
    let permissions = viewModel.snapshot.permissions(on: namespace).map { act in
      line(act.operation.words, act.words[language], act.authority.map { .namespace($0) })
    }
    return [
      DetailSection(title: "", lines: lines),
      DetailSection(title: Text.fromHere[language], lines: permissions),
    ]
  }

  private func facts(of process: ProcessRecord, at position: Int32) -> [DetailSection] {
    var lines = [line(.command, process.command.isEmpty ? process.name : process.command)]
    if !process.nestedPIDs.isEmpty {
      let pids = ([process.pid] + process.nestedPIDs).map { String($0) }
      let arrow = options.glyphs.arrow
      lines.append(line(.pidInside, pids.joined(separator: " \(arrow) ")))
    }
    let parent = viewModel.index.processes.parents[Int(position)]
    if parent >= 0 {
      let parent = viewModel.process(parent)
      lines.append(line(.parent, "\(parent.name) (\(parent.pid))", .process(parent.id)))
    }
    lines.append(line(.user, user(process.uid)))
    lines.append(line(.state, "\(process.state)  \(process.state.words[language])"))
    lines.append(line(.threads, String(process.threads)))
    lines.append(line(.age, age(of: process)))
    lines += load(
      cpu: viewModel.usage.processCPU[Int(position)], memory: Double(process.residentBytes), [])
    return [
      DetailSection(title: "", lines: lines),
      namespaces(
        process.links, parent: parent >= 0 ? viewModel.process(parent).links : nil,
        areHidden: process.linksAreHidden),
    ]
  }

  /// The eight namespaces of a task, each with whose it is.
  func namespaces(
    _ links: NamespaceLinks, parent: NamespaceLinks?, areHidden: Bool
  ) -> DetailSection {
    if areHidden {
      let isRoot = viewModel.snapshot.observer.uid == 0
      let reason = isRoot ? Text.hiddenFromRoot : .hiddenNamespaces
      return DetailSection(
        title: Text.namespacesTitle[language], lines: [line(.sentence, reason[language])])
    }
    let lines = NamespaceKind.allCases.map { kind -> DetailLine in
      let inode = links[kind]
      if inode == 0 { return DetailLine(kind.name, Text.notReadable[language]) }
      let position = viewModel.index.position(inode: inode)
      let target = position >= 0 ? ObjectID.namespace(viewModel.namespace(position).id) : nil
      let whose =
        position >= 0 && viewModel.isHostNamespace(position)
        ? viewModel.homeWords(position) : parent?[kind] == inode ? .sameAsParent : .itsOwn
      var value = "\(inode)  \(whose[language])"
      if let children = links.forChildren(kind) {
        value += "  (\(Text.forChildren[language]) \(children))"
      }
      return DetailLine(kind.name, value, target: target)
    }
    return DetailSection(title: Text.namespacesTitle[language], lines: lines)
  }

  private func facts(of change: Change) -> [DetailSection] {
    var lines = [line(.time, "\(TimeOfDay(seconds: change.time + options.utcOffset))")]
    if case .moved(let kind, let from, let to) = change.what {
      let target = viewModel.snapshot.namespace(inode: to).map { ObjectID.namespace($0.id) }
      lines.append(line(.from, "\(kind.name):[\(from)]"))
      lines.append(line(.to, "\(kind.name):[\(to)]", target))
    }
    if case .namespace(let id) = change.object {
      lines.append(line(.namespace, id.description, change.object))
    }
    if let pid = change.pid {
      let target = viewModel.snapshot.process(pid: pid).map { ObjectID.process($0.id) }
      lines.append(line(.process, "\(change.name) (\(pid))", target))
    }
    if let uid = change.uid { lines.append(line(.user, user(uid))) }
    return [DetailSection(title: "", lines: lines)]
  }

  private func load(cpu: Double, memory: Double, _ loads: [Float]) -> [DetailLine] {
    let share = viewModel.usage.isMeasured ? self.cpu(cpu, loads) : unmeasured
    return [line(.cpu, share), line(.memory, "\(Bytes(value: memory))")]
  }

  /// Why there is no share of a processor to tell: it takes two looks.
  var unmeasured: String {
    (options.capture == nil ? Text.notMeasuredYet : .notCaptured)[language]
  }

  /// A share of a processor in percent, with its last minute as a curve.
  func cpu(_ share: Double, _ minute: [Float]) -> String {
    let text = "\(Decimal(share, places: 1)) %"
    guard options.graphs, minute.count > 1 else { return text }
    return text + "  " + Sparkline(minute, bars: options.glyphs.bars).text
  }

  private func user(_ uid: UInt32) -> String {
    viewModel.snapshot.users[uid].map { "\($0) (\(uid))" } ?? String(uid)
  }

  private func age(of process: ProcessRecord) -> String {
    "\(Age(seconds: viewModel.snapshot.age(of: process)))"
  }

  private func described(_ process: ProcessRecord) -> String {
    let inside =
      process.nestedPIDs.isEmpty ? "" : " \(options.glyphs.arrow) \(process.innermostPID)"
    return "\(process.name) (\(process.pid)\(inside))"
  }

  private func described(_ id: NamespaceID) -> String {
    let position = viewModel.index.position(inode: id.inode)
    let isHost = position >= 0 && viewModel.isHostNamespace(position)
    return isHost ? "\(id)  \(viewModel.homeWords(position)[language])" : id.description
  }
}

extension DetailFacts {
  /// The most lines of a list; a namespace may have ten thousand members.
  private static let limit = 500

  /// Who is in an object: the members of a namespace, the namespaces of a kind, the children of a
  /// process.
  func members(of object: ObjectID) -> [DetailSection] {
    switch viewModel.place(of: object) {
    case .kind(let kind):
      let all = viewModel.snapshot.namespaces(of: kind)
      return [
        limited(all.count) { count in
          all.prefix(count).map { namespace in
            DetailLine(
              String(namespace.id.inode), Text.processes(namespace.members.count)[language],
              target: .namespace(namespace.id))
          }
        }
      ]
    case .namespace(let position):
      return members(of: viewModel.namespace(position).members)
    case .process(let position):
      let children = viewModel.index.processes.children(of: position)
      return [
        limited(children.count) { count in
          children.prefix(count).map { child in
            let process = viewModel.process(child)
            return DetailLine(String(process.pid), process.name, target: .process(process.id))
          }
        }
      ]
    case .container(let position):
      return members(of: viewModel.containers.containers[Int(position)].members)
    default: return []
    }
  }

  private func members(of pids: [Int32]) -> [DetailSection] {
    [
      limited(pids.count) { count in
        pids.prefix(count).map { pid in
          let process = viewModel.snapshot.process(pid: pid)
          return DetailLine(
            String(pid), process.map { $0.command.isEmpty ? $0.name : $0.command } ?? "",
            target: process.map { .process($0.id) })
        }
      }
    ]
  }

  private func limited(_ count: Int, _ lines: (Int) -> [DetailLine]) -> DetailSection {
    var shown = lines(Self.limit)
    if count > Self.limit {
      shown.append(DetailLine("", Text.andMore(count - Self.limit)[language]))
    }
    if count == 0 { shown.append(DetailLine("", Text.nobody[language])) }
    return DetailSection(title: "", lines: shown)
  }

  /// Why a namespace is still there, and what has to end for it to go.
  func lifetime(of object: ObjectID) -> [DetailSection] {
    guard case .namespace(let position)? = viewModel.place(of: object) else {
      return [DetailSection(title: "", lines: [line(.sentence, Text.onlyNamespaces[language])])]
    }
    let namespace = viewModel.namespace(position)
    if viewModel.isHostNamespace(position), namespace.isInitial {
      return [DetailSection(title: "", lines: [line(.sentence, Text.initialStays[language])])]
    }
    var lines: [DetailLine] = []
    if !namespace.members.isEmpty {
      lines.append(line(.members, Text.processes(namespace.members.count)[language]))
    }
    let groups = namespace.holderGroups
    lines += groups.prefix(Self.limit).map { group in
      line(group.first.label, described(group), viewModel.object(of: group.first))
    }
    if groups.count > Self.limit {
      lines.append(line(.sentence, Text.andMore(groups.count - Self.limit)[language]))
    }
    if lines.isEmpty { lines.append(line(.sentence, Text.noReasonSeen[language])) }
    lines += [line(.sentence, ""), line(.sentence, Text.endsWhen[language])]
    if viewModel.snapshot.mayHideHolders {
      lines += [line(.sentence, ""), line(.sentence, Text.unseenHolders[language])]
      lines += viewModel.snapshot.holderLimits.map { line(.sentence, $0.words[language]) }
    }
    return [DetailSection(title: "", lines: lines)]
  }
  private func described(_ group: HolderGroup) -> String {
    guard group.mountNamespaces.count > 1, case .mount(let path, _) = group.first else {
      return group.first.described(language)
    }
    return "\(path)  \(viewModel.snapshot.mountPlaces(group.mountNamespaces)[language])"
  }
}
