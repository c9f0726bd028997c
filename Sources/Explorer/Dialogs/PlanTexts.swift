import Canvas
import Namespaces
import Wording

/// The dialogs that show a plan and what can be chosen about it.
extension State {
  private var language: Language { options.language }

  /// The plan of an entry and what can be chosen about it.
  func entryLines(_ dialog: EntryDialog, width: Int) -> [[Segment]] {
    var lines: [[Segment]] = []
    for (number, choice) in EntryDialog.choices.enumerated() {
      let isFocused = number == dialog.focus
      let isOn = dialog.isOn(choice)
      switch choice {
      case .kind(let kind):
        let isJoined = dialog.summary?.joins.contains(kind) ?? true
        let note: Words = !isOn ? .kindLeft : isJoined ? .kindJoined : .kindShared
        lines.append(
          box(kind.name.padded(to: 6), isOn: isOn, isFocused) + [
            Segment("  \(kind.subject[language].padded(to: 30))", .faint),
            Segment(dialog.summary == nil ? "" : note[language], isJoined ? .text : .faint),
          ])
      case .identity:
        lines.append([])
        lines.append(identities(dialog.request.identity, isFocused, dialog.typedName != nil))
      case .cgroup: lines.append(box(Words.joinCgroup[language], isOn: isOn, isFocused))
      case .hostTools: lines.append(box(Words.hostTools[language], isOn: isOn, isFocused))
      }
    }
    return lines + [[]] + planLines(dialog.summary, width: width)
  }

  /// What a new room shall be, and how it would be made.
  func roomLines(_ dialog: RoomDialog, width: Int) -> [[Segment]] {
    var lines: [[Segment]] = []
    for (number, choice) in RoomDialog.choices.enumerated() {
      let isFocused = number == dialog.focus
      switch choice {
      case .kind(let kind):
        let isOn = dialog.request.kinds.contains(kind)
        let isMade = isOn || kind == .user && dialog.request.userMap != .none
        lines.append(
          box(kind.name.padded(to: 6), isOn: isOn, isFocused) + [
            Segment("  \(kind.subject[language].padded(to: 30))", .faint),
            Segment((isMade ? Words.kindMade : .kindKept)[language], isMade ? .text : .faint),
          ])
      case .userMap:
        lines.append([])
        lines.append(
          row(
            Words.userMap[language], isFocused,
            RoomRequest.UserMap.allCases.map { ($0.words[language], $0 == dialog.request.userMap) })
        )
      case .command:
        let command = dialog.request.command
        let text = command.isEmpty && !isFocused ? Words.shell[language] : command
        lines.append([
          Segment(" \(Words.roomCommand[language]) ", isFocused ? .selection : .label),
          Segment(" " + text, command.isEmpty ? .faint : .strong), cursor(isFocused),
        ])
      }
    }
    return lines + [[]] + planLines(dialog.summary, width: width)
  }

  private func identities(
    _ identity: EntryRequest.Identity, _ isFocused: Bool, _ isTyping: Bool
  ) -> [Segment] {
    var name = ""
    if case .named(let typed) = identity { name = typed }
    let isNamed = identity != .root && identity != .target
    let choices = [
      (Words.asRoot[language], identity == .root), (Words.asTarget[language], identity == .target),
      (Words.asNamed[language] + (isNamed ? " " + name : ""), isNamed),
    ]
    return row(Words.entersAs[language], isFocused, choices) + [cursor(isTyping)]
  }

  /// A choice that is taken or not.
  private func box(_ text: String, isOn: Bool, _ isFocused: Bool) -> [Segment] {
    let sign = isOn ? options.glyphs.on : options.glyphs.off
    return [Segment(" \(sign) \(text) ", isFocused ? .selection : isOn ? .text : .faint)]
  }

  /// A choice of one among several.
  private func row(
    _ label: String, _ isFocused: Bool, _ choices: [(text: String, isOn: Bool)]
  ) -> [Segment] {
    var segments = [Segment(" \(label) ", isFocused ? .selection : .label)]
    for choice in choices {
      let sign = choice.isOn ? options.glyphs.on : options.glyphs.off
      segments.append(Segment("  \(sign) \(choice.text)", choice.isOn ? .text : .faint))
    }
    return segments
  }

  private func cursor(_ isShown: Bool) -> Segment {
    isShown ? Segment(" ", .selection) : Segment("")
  }

  /// What a plan says, or that it is being worked out.
  private func planLines(_ summary: EntrySummary?, width: Int) -> [[Segment]] {
    guard let summary else { return [[Segment(Words.planning[language], .faint)]] }
    var lines: [[Segment]] = []
    if let refusal = summary.refusal {
      lines += wrapped(refusal, .error, width: width)
    } else {
      for (number, step) in summary.steps.enumerated() {
        lines += wrapped("\(number + 1). \(step)", .text, width: width)
      }
      if !summary.notes.isEmpty { lines.append([]) }
      for note in summary.notes { lines += wrapped(note, .text, width: width) }
    }
    lines.append([])
    if !summary.command.isEmpty { lines += wrapped(summary.command, .strong, width: width) }
    if !summary.nsenter.isEmpty { lines += wrapped(summary.nsenter, .faint, width: width) }
    if !summary.likeness.isEmpty { lines.append([]) }
    for line in summary.likeness { lines += wrapped(line, .text, width: width) }
    return lines
  }
}
