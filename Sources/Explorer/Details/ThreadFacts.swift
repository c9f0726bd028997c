import Description
import Localization
import Namespaces

extension DetailFacts {
  /// What is known of a thread that left the namespaces of its process.
  func facts(ofDivergentThread position: Int32) -> [FactSection] {
    let (process, thread) = viewModel.divergentThread(position)
    return [
      FactSection(
        .noLabel,
        [
          line(.tid, String(thread.tid)),
          line(.process, viewModel.name(of: .process(process.id)), .process(process.id)),
        ]),
      Described(process, in: viewModel.description).namespaces(thread.links),
    ]
  }

  /// What is known of a thread that lives where its process lives.
  func facts(ofThread position: Int32) -> [FactSection] {
    let (owner, thread, cpu) = viewModel.threads[position]
    let process = viewModel.process(owner)
    return [
      FactSection(
        .noLabel,
        [
          line(.name, thread.name), line(.tid, String(thread.tid)),
          line(.process, viewModel.name(of: .process(process.id)), .process(process.id)),
          line(.state, "\(thread.state)  \(thread.state.words[language])"),
          line(.cpu, "\(Decimal(cpu, places: 1)) %"),
        ]),
      Described(process, in: viewModel.description).namespaces(process.links),
    ]
  }
}
