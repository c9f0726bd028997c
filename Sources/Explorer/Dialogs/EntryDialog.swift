import Canvas
import Namespaces

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
    NamespaceKind.allCases.map(Choice.kind) + [Choice.asTargetUser, Choice.hostTools]

  /// Something that can be chosen.
  enum Choice: Sendable, Equatable {
    case kind(NamespaceKind)
    case asTargetUser
    case hostTools
  }

  init(request: EntryRequest) {
    self.request = request
  }

  /// Whether a choice is taken.
  func isOn(_ choice: Choice) -> Bool {
    switch choice {
    case .kind(let kind): request.kinds.contains(kind)
    case .asTargetUser: request.asTargetUser
    case .hostTools: request.hostTools
    }
  }

  /// Turns the choice with the focus round.
  mutating func toggle() {
    switch Self.choices[focus] {
    case .kind(let kind):
      if request.kinds.remove(kind) == nil { request.kinds.insert(kind) }
    case .asTargetUser: request.asTargetUser.toggle()
    case .hostTools: request.hostTools.toggle()
    }
    isCurrent = false
  }

  /// Whether confirming does something.
  var canEnter: Bool { isCurrent && summary?.refusal == nil }
}

extension State {
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
