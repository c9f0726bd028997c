import Canvas
import Namespaces

/// What a new room shall be, and how it would be made.
struct RoomDialog: Sendable {
  /// What is asked for.
  var request = RoomRequest()

  /// What the plan says; nil until it is worked out.
  var summary: EntrySummary?

  /// Whether ``summary`` is the answer to ``request`` and not to the one before.
  var isCurrent = false

  /// The position of the choice that the keys act on.
  var focus = 0

  /// The choices, in order.
  static let choices = NamespaceKind.allCases.map(Choice.kind) + [Choice.userMap, .command]

  /// Something that can be chosen.
  enum Choice: Sendable, Equatable {
    case kind(NamespaceKind)
    case userMap
    case command
  }

  /// Turns the choice with the focus round.
  mutating func toggle() {
    switch Self.choices[focus] {
    case .kind(let kind):
      if request.kinds.remove(kind) == nil { request.kinds.insert(kind) }
    case .userMap:
      let all = RoomRequest.UserMap.allCases
      let position = all.firstIndex(of: request.userMap) ?? 0
      request.userMap = all[(position + 1) % all.count]
    case .command: break
    }
    isCurrent = false
  }

  /// Whether confirming does something.
  var canMake: Bool { isCurrent && summary?.refusal == nil }
}

extension State {
  /// Asks what a new room shall be.
  mutating func askForRoom() -> [Effect] {
    let dialog = RoomDialog()
    present(.room(dialog))
    return [.planRoom(dialog.request)]
  }

  /// Shows how a room would be made, if it is still asked for.
  mutating func take(_ summary: EntrySummary, for request: RoomRequest) {
    guard case .room(var dialog) = overlay, dialog.request == request else { return }
    dialog.summary = summary
    dialog.isCurrent = true
    overlay = .room(dialog)
  }

  /// A key in the dialog.
  mutating func take(_ key: Key, in dialog: RoomDialog) -> [Effect] {
    var dialog = dialog
    let count = RoomDialog.choices.count
    if RoomDialog.choices[dialog.focus] == .command,
      let typed = dialog.request.command.edited(by: key)
    {
      dialog.request.command = typed
      dialog.isCurrent = false
      overlay = .room(dialog)
      return [.planRoom(dialog.request)]
    }
    switch key {
    case .enter:
      guard dialog.canMake else { return [] }
      overlay = nil
      return [.make(dialog.request)]
    case .escape:
      overlay = nil
      return []
    case .up, .backTab, "k": dialog.focus = (dialog.focus + count - 1) % count
    case .down, .tab, "j": dialog.focus = (dialog.focus + 1) % count
    case " ":
      dialog.toggle()
      overlay = .room(dialog)
      return [.planRoom(dialog.request)]
    case "Y":
      guard let command = dialog.summary?.command else { return [] }
      say(.copied(command))
      return [.copy(command)]
    default:
      scrollOverlay(by: key)
      return []
    }
    overlay = .room(dialog)
    scrollOverlay(toShow: dialog.focus + (dialog.focus < NamespaceKind.allCases.count ? 0 : 1))
    return []
  }
}
