import Localization
import Namespaces

extension DetailFacts {
  /// What is known of a thread that left the namespaces of its process.
  func facts(ofDivergentThread position: Int32) -> [DetailSection] {
    let (process, thread) = viewModel.divergentThread(position)
    return [
      DetailSection(
        title: "",
        lines: [
          line(.tid, String(thread.tid)),
          line(.process, viewModel.name(of: .process(process.id)), .process(process.id)),
        ]),
      namespaces(thread.links, parent: process.links, areHidden: false),
    ]
  }

  /// What is known of a thread that lives where its process lives.
  func facts(ofThread position: Int32) -> [DetailSection] {
    let (owner, thread, cpu) = viewModel.threads[position]
    let process = viewModel.process(owner)
    return [
      DetailSection(
        title: "",
        lines: [
          line(.name, thread.name), line(.tid, String(thread.tid)),
          line(.process, viewModel.name(of: .process(process.id)), .process(process.id)),
          line(.state, "\(thread.state)  \(thread.state.words[language])"),
          line(.cpu, "\(Decimal(cpu, places: 1)) %"),
        ]),
      namespaces(process.links, parent: nil, areHidden: process.linksAreHidden),
    ]
  }
}
