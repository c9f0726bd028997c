import Description
import Localization

extension State {
  /// Whether somebody reads what a line understands instead of typing in it.
  var readsLineHelp: Bool { if case .lineHelp = overlay { true } else { false } }

  /// What the line that is typed in understands.
  func lineHelpLines(_ purpose: Prompt.Purpose, width: Int) -> [[Segment]] {
    let paragraphs: [Text] =
      switch purpose {
      case .search: searchHelp
      case .filter: filterHelp
      }
    let lines = paragraphs.map { wrapped($0[options.language], .text, width: width) }
    let text = Array(lines.joined(separator: [[]]))
    guard purpose == .filter else { return text }
    let language = FilterLanguage.page(options.language, columns: width)
    return text + [[]] + language.flatMap { $0.segments(wrappedTo: width) }
  }

  private var searchHelp: [Text] {
    let (next, previous) = (
      options.keyLabel(of: .searchNext), options.keyLabel(of: .searchPrevious)
    )
    let (up, down) = (options.glyphs.up, options.glyphs.down)
    let filter = options.keyLabel(of: .filter)
    return [
      Text(
        """
        A text is looked for as you type it, in whatever case: in the numbers and the pins of \
        namespaces, in the names, command lines, PIDs and users of processes, in containers and \
        their images, in interfaces and their addresses. What is folded away is found too.
        """),
      Text(
        """
        \(up) and \(down) go to the match before and after. Enter stays there, and then \(next) \
        and \(previous) go on; Esc leads back to where you were.
        """),
      Text("Searching hides nothing; the filter (\(filter)) does."),
    ]
  }

  private var filterHelp: [Text] {
    [
      Text(
        """
        Only what passes is shown, and what is above it. A plain text passes where it is found, in \
        whatever case. What can be read as a question is asked: in the view of processes of each \
        process, elsewhere of each namespace, which stays with all who live in it.
        """),
      Text("Enter keeps the filter, Esc leads back to the one before."),
    ]
  }
}
