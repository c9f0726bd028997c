import Canvas
import Contents
import Description
import Explorer
import JSONCoding
import Localization
import Namespaces
package import Reporting

extension FuzzTarget {
  /// Captures: whatever can be read can be shown, by every command and by the interface.
  static let capture = FuzzTarget(name: "capture") { bytes in
    guard let capture = try? Capture(text: bytes) else { return }
    show(capture)
  }

  /// Shows all there is of a capture.
  package static func show(_ capture: Capture) {
    let snapshot = capture.snapshot
    _ = capture.json.text()
    for order in TreeText.Order.allCases { _ = TreeText(snapshot).lines(by: order) }
    _ = snapshot.json(listing: snapshot.namespaces).text()
    let index = SnapshotIndex(snapshot)
    for namespace in snapshot.namespaces {
      let namespace = Described(namespace, in: index)
      _ = (namespace.document, words(namespace.sections))
      guard let value = capture.contents[namespace.object.id],
        let contents = try? NamespaceContents(namespace.object.kind, from: value.decoder)
      else { continue }
      words(contents.sections(in: snapshot))
      _ = contents.differences(to: contents, in: snapshot)
    }
    for process in snapshot.processes {
      let process = Described(process, in: index)
      _ = (process.document, words(process.sections))
    }
    for container in snapshot.containers {
      let container = Described(container, in: index)
      _ = (container.document, words(container.sections))
    }
    let report = DifferenceReport(from: snapshot, to: snapshot)
    _ = (report.json.text(), report.lines(in: .japanese))
    for name in ViewName.allCases { look(at: snapshot, name) }
  }

  private static func words(_ sections: [FactSection]) {
    for language in Language.allCases { _ = sections.lines(in: language) }
  }

  private static func look(at snapshot: Snapshot, _ name: ViewName) {
    var options = Options()
    options.view = name
    var state = State(options: options)
    _ = Explorer.update(&state, .snapshot(snapshot))
    _ = Explorer.view(state, size: Size(columns: 100, rows: 24))
  }
}
