import Canvas
import Localization
import Namespaces

/// A plan, shown before anything is done, with what can be chosen about it.
struct PlanDialog: Sendable {
  /// What is asked for.
  private(set) var request: PlanRequest

  /// What the plan says; nil until it is worked out.
  private(set) var summary: EntrySummary?

  /// Whether ``summary`` is the answer to ``request`` and not to the one before.
  private(set) var isCurrent = false

  /// The position of the choice that the keys act on.
  private(set) var focus = 0

  init(_ request: PlanRequest) { self.request = request }

  /// The text that is being typed; nil when none is.
  var typed: String? { request[textOf: request.choices[focus]] }

  /// Whether confirming does something.
  var canConfirm: Bool { isCurrent && summary?.refusal == nil }

  /// The line on which the choice with the focus stands: an empty one comes after those that
  /// say which namespaces come along.
  var focusedLine: Int { focus + (focus < request.namespaceChoices ? 0 : 1) }

  /// Goes to the choice `step` places further on, round the end.
  mutating func move(_ step: Int) {
    let count = request.choices.count
    focus = (focus + step + count) % count
  }

  /// Turns the choice with the focus round.
  mutating func turn() {
    request.turn(request.choices[focus])
    isCurrent = false
  }

  /// The longest text that can be typed.
  private static let limit = 4096

  /// Has another text typed, as far as there is room.
  mutating func type(_ text: String) {
    request[textOf: request.choices[focus]] = String(text.prefix(Self.limit))
    isCurrent = false
  }

  /// Asks for the host's tools.
  mutating func bringTools() {
    guard let position = request.choices.firstIndex(of: .hostTools) else { return }
    focus = position
    turn()
  }

  /// Takes in what the plan says, unless something else is asked for by now.
  mutating func apply(_ new: EntrySummary, for answered: PlanRequest) {
    guard answered == request else { return }
    summary = new
    isCurrent = true
  }
}

extension State {
  /// Shows a plan as soon as it is worked out.
  mutating func plan(_ request: PlanRequest) -> [Effect] {
    present(.plan(PlanDialog(request)))
    return [request.question]
  }

  /// Shows what a plan says, if it is still asked for.
  mutating func apply(_ summary: EntrySummary, for request: PlanRequest) {
    guard case .plan(var dialog) = overlay else { return }
    dialog.apply(summary, for: request)
    overlay = .plan(dialog)
  }

  /// Adds text to the choice that is one; no other takes any.
  mutating func type(_ text: String, in dialog: PlanDialog) -> [Effect] {
    guard let typed = dialog.typed, !text.isEmpty else { return [] }
    var dialog = dialog
    dialog.type(typed + text)
    overlay = .plan(dialog)
    return [dialog.request.question]
  }

  /// A key in the dialog.
  mutating func apply(_ key: Key, in dialog: PlanDialog) -> [Effect] {
    let before = dialog.request
    var dialog = dialog
    if let text = dialog.typed?.edited(by: key) {
      dialog.type(text)
    } else {
      switch DialogKey(key) {
      case .confirm:
        guard dialog.canConfirm else { return [] }
        overlay = nil
        return [dialog.request.order]
      case .cancel:
        overlay = nil
        return []
      case .previous: dialog.move(-1)
      case .next: dialog.move(1)
      case .turn: dialog.turn()
      case nil where key == "B" && dialog.summary?.lacksTools == true: dialog.bringTools()
      case nil where key == "Y":
        guard let command = dialog.summary?.command else { return [] }
        say(.copied(command))
        return [.copy(command)]
      case nil:
        scrollOverlay(by: key)
        return []
      }
    }
    overlay = .plan(dialog)
    scrollOverlay(toShow: dialog.focusedLine)
    return dialog.request == before ? [] : [dialog.request.question]
  }
}
