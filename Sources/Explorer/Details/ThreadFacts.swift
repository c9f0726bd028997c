import Localization
import Namespaces

extension DetailFacts {
  /// What is known of a thread that left the namespaces of its process.
  func facts(ofStray position: Int32) -> [DetailSection] {
    let (process, thread) = scene.stray(position)
    return [
      DetailSection(
        title: "",
        lines: [
          line(.tid, String(thread.tid)),
          line(.process, scene.name(of: .process(process.id)), .process(process.id)),
        ]),
      rooms(thread.links, parent: process.links, areHidden: false),
    ]
  }

  /// What is known of a thread that lives where its process lives.
  func facts(ofThread position: Int32) -> [DetailSection] {
    let (owner, thread, cpu) = scene.threads[position]
    let process = scene.process(owner)
    return [
      DetailSection(
        title: "",
        lines: [
          line(.name, thread.name), line(.tid, String(thread.tid)),
          line(.process, scene.name(of: .process(process.id)), .process(process.id)),
          line(.state, "\(thread.state)  \(thread.state.words[language])"),
          line(.cpu, "\(Decimal(cpu, places: 1)) %"),
        ]),
      rooms(process.links, parent: nil, areHidden: process.linksAreHidden),
    ]
  }
}
