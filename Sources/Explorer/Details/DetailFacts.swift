import Description
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
      guard let namespace = viewModel.snapshot.namespace(id) else { return "\(id)" }
      let identity = Identity(of: Described(namespace, in: viewModel.description))
      switch identity {
      case .process, .kept: return "\(id)"
      default: return "\(id)  \(identity.words[language])"
      }
    case .change:
      guard case .change(let position)? = viewModel.place(of: object) else { return "" }
      return viewModel.eventLog.changes[Int(position)].what.words[language]
    default: return viewModel.name(of: object)
    }
  }

  /// The sections of the first page.
  func facts(of object: ObjectID) -> [FactSection] {
    switch viewModel.place(of: object) {
    case .kind(let kind): facts(of: kind)
    case .namespace(let position): facts(ofNamespace: position)
    case .process(let position): sections(viewModel.described(process: position).sections)
    case .divergentThread(let position): facts(ofDivergentThread: position)
    case .thread(let position): facts(ofThread: position)
    case .group: []
    case .container(let position):
      sections(
        viewModel.described(container: position).sections,
        .container(viewModel.containers.containers[Int(position)].id))
    case .interface(let position):
      facts(of: viewModel.networks.interfaces[Int(position)], at: position)
    case .change(let position): facts(of: viewModel.eventLog.changes[Int(position)])
    case nil: []
    }
  }

  func line(_ label: Text, _ value: String, _ target: ObjectID? = nil) -> FactLine {
    FactLine(label, Text(verbatim: value), target: target)
  }

  private func facts(of kind: NamespaceKind) -> [FactSection] {
    let all = viewModel.snapshot.namespaces(of: kind)
    let lines = [
      FactLine(.noLabel, kind.sentence),
      line(.namespacesHere, String(all.count)),
      line(.withoutProcess, String(all.count { $0.members.isEmpty })),
      line(.flag, kind.cloneFlagName),
      line(.manual, kind.manualPage),
    ]
    return [FactSection(.noLabel, lines)]
  }

  private func facts(ofNamespace position: Int32) -> [FactSection] {
    var sections = sections(
      viewModel.described(namespace: position).sections,
      .namespace(viewModel.namespace(position).id))
    sections[0].lines.insert(
      FactLine(.noLabel, viewModel.namespace(position).kind.sentence), at: 0)
    return sections
  }

  /// What is said of an object, without the title, which the pane has already, and with the last
  /// minute beside the share of a processor.
  private func sections(_ described: [FactSection], _ object: ObjectID? = nil) -> [FactSection] {
    var sections = described
    sections[0].title = .noLabel
    let minute = object.map { history.minute(of: $0, columns: 20) } ?? []
    guard options.graphs, minute.count > 1 else { return sections }
    let curve = Text(verbatim: Sparkline(minute, bars: options.glyphs.bars).text)
    for line in sections[0].lines.indices where sections[0].lines[line].field == "cpu" {
      let share = sections[0].lines[line].value
      sections[0].lines[line].value = [share, curve].joined(separator: "  ")
    }
    return sections
  }

  private func facts(of change: Change) -> [FactSection] {
    let snapshot = viewModel.snapshot
    var lines = [line(.time, "\(TimeOfDay(seconds: change.time + options.utcOffset))")]
    if case .moved(let kind, let from, let to) = change.what {
      lines.append(line(.from, "\(kind.name):[\(from)]"))
      lines.append(line(.to, "\(kind.name):[\(to)]", snapshot.object(inode: to)))
    }
    if case .namespace(let id) = change.object {
      lines.append(line(.namespace, id.description, change.object))
    }
    if let pid = change.pid {
      lines.append(line(.process, "\(change.name) (\(pid))", snapshot.object(pid: pid)))
    }
    if let uid = change.uid {
      lines.append(
        line(.user, snapshot.users[uid].map { "\($0) (\(uid))" } ?? String(uid)))
    }
    return [FactSection(.noLabel, lines)]
  }
}

extension DetailFacts {
  /// The most lines of a list; a namespace may have ten thousand members.
  private static let limit = 500

  /// Who is in an object: the members of a namespace, the namespaces of a kind, the children of a
  /// process.
  func members(of object: ObjectID) -> [FactSection] {
    switch viewModel.place(of: object) {
    case .kind(let kind):
      let all = viewModel.snapshot.namespaces(of: kind)
      return [
        limited(all.count) { count in
          all.prefix(count).map { namespace in
            FactLine(
              Text(verbatim: String(namespace.id.inode)),
              [
                Identity(of: Described(namespace, in: viewModel.description)).words,
                .processes(namespace.members.count),
              ], target: .namespace(namespace.id))
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
            return line(Text(verbatim: String(process.pid)), process.name, .process(process.id))
          }
        }
      ]
    case .container(let position):
      return members(of: viewModel.containers.containers[Int(position)].members)
    default: return []
    }
  }

  private func members(of pids: [Int32]) -> [FactSection] {
    [
      limited(pids.count) { count in
        pids.prefix(count).map { pid in
          let process = viewModel.snapshot.process(pid: pid)
          return line(
            Text(verbatim: String(pid)), process?.shownCommand ?? "",
            process.map { .process($0.id) })
        }
      }
    ]
  }

  private func limited(_ count: Int, _ lines: (Int) -> [FactLine]) -> FactSection {
    var shown = lines(Self.limit)
    if count > Self.limit {
      shown.append(FactLine(.noLabel, .andMore(count - Self.limit)))
    }
    if count == 0 { shown.append(FactLine(.noLabel, .nobody)) }
    return FactSection(.noLabel, shown)
  }

  /// Why a namespace is still there, and what has to end for it to go.
  func lifetime(of object: ObjectID) -> [FactSection] {
    guard case .namespace(let position)? = viewModel.place(of: object) else {
      return [FactSection(.noLabel, [FactLine(.noLabel, .onlyNamespaces)])]
    }
    let namespace = viewModel.namespace(position)
    if viewModel.isHostNamespace(position), namespace.isInitial {
      return [FactSection(.noLabel, [FactLine(.noLabel, .initialStays)])]
    }
    var lines: [FactLine] = []
    if !namespace.members.isEmpty {
      lines.append(FactLine(.members, .processes(namespace.members.count)))
    }
    let groups = namespace.holderGroups
    lines += groups.prefix(Self.limit).map { group in
      FactLine(group.first.label, described(group), target: viewModel.object(of: group.first))
    }
    if groups.count > Self.limit {
      lines.append(FactLine(.noLabel, .andMore(groups.count - Self.limit)))
    }
    if lines.isEmpty { lines.append(FactLine(.noLabel, .noReasonSeen)) }
    lines += [.blank, FactLine(.noLabel, .endsWhen)]
    if viewModel.snapshot.mayHideHolders {
      lines += [.blank, FactLine(.noLabel, .unseenHolders)]
      lines += viewModel.snapshot.holderLimits.map { FactLine(.noLabel, $0.words) }
    }
    return [FactSection(.noLabel, lines)]
  }

  private func described(_ group: HolderGroup) -> Text {
    guard group.mountNamespaces.count > 1, case .mount(let path, _) = group.first else {
      return Text(verbatim: group.first.described(language))
    }
    let places = viewModel.snapshot.mountPlaces(group.mountNamespaces)
    return [Text(verbatim: path.description), places].joined(separator: "  ")
  }
}

extension FactLine {
  fileprivate static let blank = FactLine(.noLabel, .noLabel)
}
