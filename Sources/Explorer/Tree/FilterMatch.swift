import Namespaces

/// Which objects of a scene pass a filter: worked out once for all processes, so that a view can
/// ask for each of its rows, and can leave out at once what leads to nothing.
struct FilterMatch {
  private let threads: ThreadList
  private let processes: [Bool]

  /// Whether a process or one below it passes.
  private let branches: [Bool]

  private let other: (Place) -> Bool

  /// What holds a text.
  init(_ needle: SearchText, in scene: ViewModel) {
    self.init(scene, processes: scene.processes(with: needle)) { place in
      scene.has(needle, at: place)
    }
  }

  /// What a question is answered with yes for; processes only where they are asked for.
  init(_ question: Filter, in scene: ViewModel, asksForProcesses: Bool) {
    let answers = FilterResults(to: question, about: scene.snapshot)
    func answer(_ object: ObjectID) -> Bool {
      switch scene.place(of: object) {
      case .namespace(let position): answers.namespaces[Int(position)]
      case .process(let position): answers.processes[Int(position)]
      default: false
      }
    }
    self.init(
      scene,
      processes: asksForProcesses
        ? answers.processes : Array(repeating: false, count: answers.processes.count)
    ) { place in
      switch place {
      case .namespace(let position): answers.namespaces[Int(position)]
      case .container(let position):
        question.matches(scene.containers.containers[Int(position)], in: scene.snapshot)
      // A change is judged by the object as it is now; of what is gone nothing is known.
      case .change(let position): answer(scene.journal.changes[Int(position)].object)
      case .process, .kind, .stray, .thread, .group, .interface: false
      }
    }
  }

  private init(_ scene: ViewModel, processes: [Bool], other: @escaping (Place) -> Bool) {
    threads = scene.threads
    self.processes = processes
    self.other = other
    var branches = processes
    for start in processes.indices where processes[start] {
      var position = Int(scene.index.processes.parents[start])
      while position >= 0, !branches[position] {
        branches[position] = true
        position = Int(scene.index.processes.parents[position])
      }
    }
    self.branches = branches
  }

  /// Whether an object passes.
  func passes(_ place: Place) -> Bool {
    if case .process(let position) = place { processes[Int(position)] } else { other(place) }
  }

  /// Whether a process, or anything that could be below it, may pass; of other objects it is only
  /// known when one looks.
  func mayLead(_ place: Place) -> Bool {
    guard case .process(let position) = place else { return true }
    return branches[Int(position)] || !threads.threads(of: position).isEmpty
  }
}
