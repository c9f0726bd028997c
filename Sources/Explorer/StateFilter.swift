import Description
import Localization
import Namespaces

extension State {
  /// Which objects pass the filter; nil without one.
  ///
  /// What is typed is a question in the language of ``Filter`` where it can be read as one, else a
  /// text to be found. A question about namespaces chooses namespaces with all their members: a
  /// process is in a namespace of every kind and would let all of them pass.
  var filterMatch: FilterMatch? {
    guard !filter.isEmpty, let viewModel, filterError == nil else { return nil }
    if let question = try? Filter(parsing: filter) {
      return FilterMatch(question, in: viewModel, asksForProcesses: view == .processes)
    }
    return SearchText(filter).map { FilterMatch($0, in: viewModel) }
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
