import Description
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
  init(_ searchText: SearchText, in viewModel: ViewModel) {
    self.init(viewModel, processes: viewModel.processes(with: searchText)) { place in
      viewModel.has(searchText, at: place)
    }
  }

  /// What a question is answered with yes for; processes only where they are asked for.
  init(_ question: Filter, in viewModel: ViewModel, asksForProcesses: Bool) {
    let answers = FilterResults(to: question, about: viewModel.description)
    func answer(_ object: ObjectID) -> Bool {
      switch viewModel.place(of: object) {
      case .namespace(let position): answers.namespaces[Int(position)]
      case .process(let position): answers.processes[Int(position)]
      default: false
      }
    }
    self.init(
      viewModel,
      processes: asksForProcesses
        ? answers.processes : Array(repeating: false, count: answers.processes.count)
    ) { place in
      switch place {
      case .namespace(let position): answers.namespaces[Int(position)]
      case .container(let position):
        question.matches(viewModel.described(container: position))
      // A change is judged by the object as it is now; of what is gone nothing is known.
      case .change(let position): answer(viewModel.eventLog.changes[Int(position)].object)
      case .process, .kind, .divergentThread, .thread, .group, .interface: false
      }
    }
  }

  private init(_ viewModel: ViewModel, processes: [Bool], other: @escaping (Place) -> Bool) {
    threads = viewModel.threads
    self.processes = processes
    self.other = other
    var branches = processes
    for start in processes.indices where processes[start] {
      var position = Int(viewModel.index.processes.parents[start])
      while position >= 0, !branches[position] {
        branches[position] = true
        position = Int(viewModel.index.processes.parents[position])
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
