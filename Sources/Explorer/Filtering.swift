import Namespaces
import Wording

extension State {
  /// Whether an object passes the filter; nil without one.
  ///
  /// What is typed is a question in the language of ``Filter`` where it can be read as one, else a
  /// text to be found. A question about namespaces chooses rooms with all who live there: a process
  /// is in a namespace of every kind and would let all of them pass.
  var filterMatch: ((Place) -> Bool)? {
    guard !filter.isEmpty, let scene else { return nil }
    guard filterError == nil else { return nil }
    guard let question = try? Filter(parsing: filter) else { return scene.contains(filter) }
    let asksForProcesses = view == .processes
    return { place in
      switch scene.object(at: place) {
      case .namespace(let id): scene.answer(question, id)
      case .process(let id): asksForProcesses && scene.answer(question, id)
      case .change: scene.answer(question, changeAt: place)
      case .container(let id): scene.answer(question, id)
      case .kind, .thread, .group, .interface: false
      }
    }
  }

  /// What is wrong with a filter that looks like a question; nil when nothing is.
  var filterError: FilterError? {
    guard filter.contains(where: { "=~<>()".contains($0) }) else { return nil }
    do throws(FilterError) {
      _ = try Filter(parsing: filter)
      return nil
    } catch {
      return error
    }
  }
}

extension Scene {
  /// Whether a text can be found in what is said about an object.
  fileprivate func contains(_ text: String) -> ((Place) -> Bool)? {
    guard let needle = Needle(text) else { return nil }
    // A process is in a namespace of every kind: ask once, not eight times.
    let processes = snapshot.processes.indices.map { has(needle, at: .process(Int32($0))) }
    return { place in
      if case .process(let position) = place {
        processes[Int(position)]
      } else {
        has(needle, at: place)
      }
    }
  }

  fileprivate func answer(_ question: Filter, _ id: NamespaceID) -> Bool {
    snapshot.namespace(id).map { question.matches($0, in: snapshot) } ?? false
  }

  fileprivate func answer(_ question: Filter, _ id: ProcessID) -> Bool {
    snapshot.process(id).map { question.matches($0, in: snapshot) } ?? false
  }

  fileprivate func answer(_ question: Filter, _ id: ContainerID) -> Bool {
    let container = containers.position(of: id).map { containers.containers[Int($0)] }
    return container.map { question.matches($0, in: snapshot) } ?? false
  }

  /// Whether a change passes, judged by the object as it is now; of what is gone nothing is known.
  fileprivate func answer(_ question: Filter, changeAt place: Place) -> Bool {
    guard case .change(let position) = place else { return false }
    switch journal.changes[position].object {
    case .namespace(let id): return answer(question, id)
    case .process(let id): return answer(question, id)
    default: return false
    }
  }
}
