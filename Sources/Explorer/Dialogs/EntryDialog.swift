import Canvas
import Namespaces
import Wording

/// The plan of an entry, shown before anything is done, with what can be chosen about it.
struct EntryDialog: Sendable {
  /// What is asked for.
  var request: EntryRequest

  /// What the plan says; nil until it is worked out.
  var summary: EntrySummary?

  /// Whether ``summary`` is the answer to ``request`` and not to the one before.
  var isCurrent = false

  /// The position of the choice that the keys act on.
  var focus = 0

  /// The choices, in order.
  static let choices =
    NamespaceKind.allCases.map(Choice.kind) + [Choice.identity, .cgroup, .hostTools]

  /// Something that can be chosen.
  enum Choice: Sendable, Equatable {
    case kind(NamespaceKind)
    case identity
    case cgroup
    case hostTools
  }

  init(request: EntryRequest) {
    self.request = request
  }

  /// Whether a choice is taken.
  func isOn(_ choice: Choice) -> Bool {
    switch choice {
    case .kind(let kind): request.kinds.contains(kind)
    case .identity: request.identity != .root
    case .cgroup: request.joinsCgroup
    case .hostTools: request.hostTools
    }
  }

  /// Turns the choice with the focus round.
  mutating func toggle() {
    switch Self.choices[focus] {
    case .kind(let kind):
      if request.kinds.remove(kind) == nil { request.kinds.insert(kind) }
    case .identity:
      request.identity =
        switch request.identity {
        case .root: .target
        case .target: .named("")
        case .named: .root
        }
    case .cgroup: request.joinsCgroup.toggle()
    case .hostTools: request.hostTools.toggle()
    }
    isCurrent = false
  }

  /// The name that is being typed; nil when no name is.
  var typedName: String? {
    guard Self.choices[focus] == .identity, case .named(let name) = request.identity else {
      return nil
    }
    return name
  }

  /// Has another name typed.
  mutating func type(_ name: String) {
    request.identity = .named(name)
    isCurrent = false
  }

  /// Whether confirming does something.
  var canEnter: Bool { isCurrent && summary?.refusal == nil }
}

extension State {
  /// Tells what came of an entry, and keeps it to be read.
  mutating func take(_ report: EntryReport) {
    lastEntry = Page(title: report.title, lines: report.lines)
    let key = options.keys.binding(of: .lastEntry)?.keys.first
    let hint = key.map { Words.toReadMore($0.label(options.glyphs))[options.language] } ?? ""
    say(report.sentence + hint, isError: report.isError)
  }

  /// Shows what came of the last entry.
  mutating func showLastEntry() {
    guard let lastEntry else { return say(.noEntry, isError: true) }
    present(.page(lastEntry))
  }

  /// Shows what a plan says, if it is still asked for.
  mutating func take(_ summary: EntrySummary, for request: EntryRequest) {
    guard case .entry(var dialog) = overlay, dialog.request == request else { return }
    dialog.summary = summary
    dialog.isCurrent = true
    overlay = .entry(dialog)
  }

  /// A key in the dialog.
  mutating func take(_ key: Key, in dialog: EntryDialog) -> [Effect] {
    var dialog = dialog
    let count = EntryDialog.choices.count
    if let name = dialog.typedName, let typed = name.edited(by: key) {
      dialog.type(typed)
      overlay = .entry(dialog)
      return [.plan(dialog.request)]
    }
    switch key {
    case .enter, "y":
      guard dialog.canEnter else { return [] }
      overlay = nil
      return [.enter(dialog.request)]
    case .escape, "n", "q":
      overlay = nil
      return []
    case .up, .left, "k", "h", .backTab: dialog.focus = (dialog.focus + count - 1) % count
    case .down, .right, "j", "l", .tab: dialog.focus = (dialog.focus + 1) % count
    case " ":
      dialog.toggle()
      overlay = .entry(dialog)
      return [.plan(dialog.request)]
    case "B" where dialog.summary?.lacksTools == true:
      dialog.focus = count - 1
      dialog.toggle()
      overlay = .entry(dialog)
      return [.plan(dialog.request)]
    case "Y":
      guard let command = dialog.summary?.command else { return [] }
      say(.copied(command))
      return [.copy(command)]
    default:
      scrollOverlay(by: key)
      return []
    }
    overlay = .entry(dialog)
    scrollOverlay(toShow: dialog.focus + (dialog.focus < NamespaceKind.allCases.count ? 0 : 1))
    return []
  }
}
