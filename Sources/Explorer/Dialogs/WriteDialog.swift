import Canvas
import Localization
import Namespaces

/// What would be written to a file, to be chosen before it is.
struct WriteDialog: Sendable {
  /// What can be written now, the likeliest first.
  let choices: [Choice]

  /// What was selected when it was asked; another may be by the time that it is confirmed.
  private(set) var object: ObjectID?

  /// The position of the choice that confirming writes.
  var focus = 0

  /// Something that can be written.
  enum Choice: Sendable {
    case view
    case objectText
    case objectJSON
    case changesText
    case changesJSON

    /// What it is.
    var words: Text {
      switch self {
      case .view: Text("this view as text")
      case .objectText: Text("the selected object as text")
      case .objectJSON: Text("the selected object as JSON")
      case .changesText: Text("what changed so far as text")
      case .changesJSON: Text("what changed so far as JSON lines")
      }
    }
  }

  /// Offers what there is to be written.
  init(for state: State) {
    var choices: [Choice] = state.view == .changes ? [.changesText, .changesJSON] : [.view]
    if let object = state.subject, state.viewModel?.place(of: object) != nil {
      self.object = object
      choices.append(.objectText)
      if object.hasJSON { choices.append(.objectJSON) }
    }
    if state.view != .changes { choices += [.changesText, .changesJSON] }
    self.choices = choices
  }
}

extension State {
  /// A key in the dialog.
  mutating func apply(_ key: Key, in dialog: WriteDialog) -> [Effect] {
    var dialog = dialog
    let count = dialog.choices.count
    switch key == "w" ? .confirm : DialogKey(key) {
    case .confirm:
      overlay = nil
      if let document = document(dialog.choices[dialog.focus], of: dialog) {
        return [.write(document)]
      }
      dialog.object.map { say(.vanished($0.description), isError: true) }
      return []
    case .cancel:
      overlay = nil
      return []
    case .previous: dialog.focus = (dialog.focus + count - 1) % count
    case .next, .turn: dialog.focus = (dialog.focus + 1) % count
    case nil: break
    }
    overlay = .write(dialog)
    return []
  }

  /// The choices, each with the name of the file that it makes.
  func writeLines(_ dialog: WriteDialog, width: Int) -> [[Segment]] {
    let texts = dialog.choices.map { $0.words[options.language] }
    let widest = texts.map(\.columns).max() ?? 0
    let lines = zip(dialog.choices, texts).enumerated().map { number, choice in
      let role: Theme.Role = number == dialog.focus ? .selection : .text
      let document = document(choice.0, of: dialog)
      let file = document.map { "\($0.name)-\(options.glyphs.ellipsis).\($0.content.suffix)" } ?? ""
      return [Segment(" \(choice.1.padded(to: widest)) ", role), Segment("  " + file, .faint)]
    }
    let note = Text.writtenWhere[options.language]
    return lines + [[]]
      + note.wrapped(to: max(2, width)).map { [Segment(String(note[$0]), .faint)] }
  }

  /// What a choice writes; nil when the object is gone by now.
  private func document(_ choice: WriteDialog.Choice, of dialog: WriteDialog) -> Document? {
    switch choice {
    case .view: return Document(name: "heya-\(view)", content: .text(text(of: view)))
    case .changesText: return Document(name: "heya-changes", content: .text(text(of: .changes)))
    case .changesJSON: return Document(name: "heya-changes", content: .changes(eventLog.changes))
    case .objectText, .objectJSON:
      guard let viewModel, let object = dialog.object, viewModel.place(of: object) != nil else {
        return nil
      }
      let name = "heya-" + viewModel.fileName(of: object)
      if choice == .objectJSON { return Document(name: name, content: .object(object)) }
      let facts = DetailFacts(viewModel: viewModel, options: options, history: history)
      return Document(name: name, content: .text(facts.text(of: object, details.contents[object])))
    }
  }

  /// A view as text, whole and not only what the screen shows.
  private func text(of view: ViewName) -> String {
    var all = self
    all.overlay = nil
    all.details.isShown = false
    all.show(view)
    all.size.rows = max(all.list.rows.count + onTop.count + 6, Layout.minimum.rows)
    all.size.columns = max(size.columns, 100)
    return Explorer.view(all, size: all.size).text + "\n"
  }
}

extension DetailFacts {
  /// Everything that the details say about an object, and what is inside where that is known.
  fileprivate func text(of object: ObjectID, _ contents: [FactSection]?) -> String {
    var lines = [title(of: object)]
    let sections = facts(of: object) + members(of: object) + lifetime(of: object) + (contents ?? [])
    for section in sections {
      lines.append("")
      let title = section.title[language]
      if !title.isEmpty { lines.append(title) }
      let facts = section.lines.map { ($0.label[language], $0.value[language]) }
      let width = facts.map(\.0.columns).max() ?? 0
      lines += facts.map { $0.isEmpty ? $1 : "\($0.padded(to: width))  \($1)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension ViewModel {
  /// What a file about an object is called: its identifier without what a shell would take amiss.
  fileprivate func fileName(of object: ObjectID) -> String {
    let kind = if case .process = object { "process-" } else { "" }
    let words = (kind + identifier(of: object)).split {
      !($0.isASCII && ($0.isLetter || $0.isNumber))
    }
    return words.joined(separator: "-")
  }
}

extension ObjectID {
  /// Whether there is a form of the object in the format `heya/1`.
  fileprivate var hasJSON: Bool {
    switch self {
    case .kind, .namespace, .process, .thread, .container: true
    case .group, .interface, .change: false
    }
  }
}

extension Text {
  static let writeTitle = Text("Write to a file")
  static let writeKeys = Text("Enter write · arrows choose · F1 help · Esc back")
  static let writtenWhere = Text(
    "A new file in the directory in which heya was started, with the time in its name.")
}
