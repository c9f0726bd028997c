import Namespaces

/// What a plan is made for: to enter a target, or to make new namespaces.
enum PlanRequest: Sendable, Equatable {
  case entry(EntryRequest)
  case newNamespaces(NewNamespacesRequest)

  /// Something that can be chosen about it.
  enum Choice: Sendable, Equatable {
    case kind(NamespaceKind)
    case identity
    case cgroup
    case hostTools
    case privileged

    /// All namespaces that the first process of the one to enter is in.
    case all
    case userMap
    case command
  }

  /// What can be chosen, in order: first which namespaces, then what else there is.
  var choices: [Choice] {
    let kinds = NamespaceKind.allCases.map(Choice.kind)
    return switch self {
    case .entry(let request):
      request.joinedKinds(of: kinds) + [.identity, .cgroup, .hostTools, .privileged]
    case .newNamespaces: kinds + [.userMap, .command]
    }
  }

  /// How many of the choices say which namespaces come along.
  var namespaceChoices: Int {
    choices.prefix { choice in
      switch choice {
      case .kind, .all: true
      default: false
      }
    }.count
  }

  /// What asks for the plan.
  var question: Effect {
    switch self {
    case .entry(let request): .plan(request)
    case .newNamespaces(let request): .planNewNamespaces(request)
    }
  }

  /// What carries the plan out.
  var order: Effect {
    switch self {
    case .entry(let request): .enter(request)
    case .newNamespaces(let request): .make(request)
    }
  }

  /// Whether a choice is taken.
  func isOn(_ choice: Choice) -> Bool {
    switch (self, choice) {
    case (.entry(let request), .kind(let kind)): request.kinds.contains(kind)
    case (.newNamespaces(let request), .kind(let kind)): request.kinds.contains(kind)
    case (.entry(let request), .cgroup): request.joinsCgroup
    case (.entry(let request), .hostTools): request.hostTools
    case (.entry(let request), .privileged): request.isPrivileged
    case (.entry(let request), .all): request.joinsAll
    default: false
    }
  }

  /// Turns a choice round: from off to on, or to the next of several.
  mutating func turn(_ choice: Choice) {
    switch self {
    case .entry(var request):
      request.turn(choice)
      self = .entry(request)
    case .newNamespaces(var request):
      request.turn(choice)
      self = .newNamespaces(request)
    }
  }

  /// The text of a choice that is typed; nil where none is.
  subscript(textOf choice: Choice) -> String? {
    get {
      switch (self, choice) {
      case (.entry(let request), .identity):
        if case .named(let name) = request.identity { name } else { nil }
      case (.newNamespaces(let request), .command): request.command
      default: nil
      }
    }
    set {
      switch self {
      case .entry(var request):
        request.identity = .named(newValue ?? "")
        self = .entry(request)
      case .newNamespaces(var request):
        request.command = newValue ?? ""
        self = .newNamespaces(request)
      }
    }
  }
}

extension EntryRequest {
  /// The choices of `kinds` that there are: a namespace that is joined alone has none.
  fileprivate func joinedKinds(of kinds: [PlanRequest.Choice]) -> [PlanRequest.Choice] {
    guard case .namespace = target else { return kinds }
    return joinsAll ? [.all] + kinds : [.all]
  }

  fileprivate mutating func turn(_ choice: PlanRequest.Choice) {
    switch choice {
    case .kind(let kind): kinds.formSymmetricDifference([kind])
    case .identity:
      identity =
        switch identity {
        case .root: .target
        case .target: .named("")
        case .named: .root
        }
    case .cgroup: joinsCgroup.toggle()
    case .hostTools: hostTools.toggle()
    case .privileged: isPrivileged.toggle()
    case .all: joinsAll.toggle()
    case .userMap, .command: break
    }
  }
}

extension NewNamespacesRequest {
  fileprivate mutating func turn(_ choice: PlanRequest.Choice) {
    switch choice {
    case .kind(let kind): kinds.formSymmetricDifference([kind])
    case .userMap:
      let all = UserMap.allCases
      let position = all.firstIndex(of: userMap) ?? 0
      userMap = all[(position + 1) % all.count]
    case .identity, .cgroup, .hostTools, .privileged, .all, .command: break
    }
  }
}
