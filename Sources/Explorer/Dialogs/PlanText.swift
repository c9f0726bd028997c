import Canvas
import Localization
import Namespaces

/// The dialog that shows a plan and what can be chosen about it.
extension State {
  private var language: Language { options.language }

  /// The choices, a line each, and below them what the plan says.
  func planLines(_ dialog: PlanDialog, width: Int) -> [[Segment]] {
    var lines: [[Segment]] = []
    for (number, choice) in dialog.request.choices.enumerated() {
      if number == dialog.request.namespaceChoices { lines.append([]) }
      lines.append(choiceLine(choice, in: dialog, number == dialog.focus))
    }
    return lines + [[]] + summaryLines(dialog.summary, width: width)
  }

  private func choiceLine(
    _ choice: PlanRequest.Choice, in dialog: PlanDialog, _ isFocused: Bool
  ) -> [Segment] {
    let isOn = dialog.request.isOn(choice)
    switch (dialog.request, choice) {
    case (_, .kind(let kind)):
      let (note, isMeant) = note(on: kind, isOn: isOn, in: dialog)
      return box(kind.name.padded(to: 6), isOn: isOn, isFocused) + [
        Segment("  \(kind.subject[language].padded(to: 30))", .faint),
        Segment(note[language], isMeant ? .text : .faint),
      ]
    case (.entry(let request), .identity): return identities(request.identity, isFocused)
    case (_, .cgroup): return box(Text.joinCgroup[language], isOn: isOn, isFocused)
    case (_, .hostTools): return box(Text.hostTools[language], isOn: isOn, isFocused)
    case (_, .privileged): return box(Text.keepRights[language], isOn: isOn, isFocused)
    case (_, .all): return box(Text.joinAll[language], isOn: isOn, isFocused)
    case (.newNamespaces(let request), .userMap):
      let maps = NewNamespacesRequest.UserMap.allCases.map {
        ($0.words[language], $0 == request.userMap)
      }
      return row(Text.userMap[language], isFocused, maps)
    case (.newNamespaces(let request), .command):
      let command = request.command
      let text = command.isEmpty && !isFocused ? Text.shell[language] : command
      return [
        Segment(" \(Text.newNamespacesCommand[language]) ", isFocused ? .selection : .label),
        Segment(" " + text, command.isEmpty ? .faint : .strong), cursor(isFocused),
      ]
    case (.newNamespaces, .identity), (.entry, .userMap), (.entry, .command): return []
    }
  }

  /// What becomes of a kind, and whether that is what was asked for.
  private func note(
    on kind: NamespaceKind, isOn: Bool, in dialog: PlanDialog
  ) -> (Text, isMeant: Bool) {
    switch dialog.request {
    case .entry:
      guard let summary = dialog.summary, summary.refusal == nil || !isOn else {
        // What would become of a kind is known of a plan that works.
        return (Text(verbatim: ""), true)
      }
      let joins = summary.joins
      let isJoined = joins.contains(kind)
      return (!isOn ? .kindLeft : isJoined ? .kindJoined : .kindShared, isJoined)
    case .newNamespaces(let request):
      let isMade = isOn || kind == .user && request.userMap != .none
      return (isMade ? .kindMade : .kindKept, isMade)
    }
  }

  private func identities(
    _ identity: EntryRequest.Identity, _ isFocused: Bool
  ) -> [Segment] {
    var name: String?
    if case .named(let typed) = identity { name = typed }
    let choices = [
      (Text.asRoot[language], identity == .root), (Text.asTarget[language], identity == .target),
      (Text.asNamed[language] + (name.map { " " + $0 } ?? ""), name != nil),
    ]
    return row(Text.entersAs[language], isFocused, choices) + [cursor(isFocused && name != nil)]
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
  private func summaryLines(_ summary: EntrySummary?, width: Int) -> [[Segment]] {
    guard let summary else { return [[Segment(Text.planning[language], .faint)]] }
    var lines: [[Segment]] = []
    if let refusal = summary.refusal {
      lines += wrapped(refusal, .error, width: width)
    } else {
      if !summary.rights.isEmpty { lines += wrapped(summary.rights, .strong, width: width) }
      for (number, step) in summary.steps.enumerated() {
        lines += wrapped("\(number + 1). \(step)", .text, width: width)
      }
      if !summary.notes.isEmpty { lines.append([]) }
      for note in summary.notes { lines += wrapped(note, .text, width: width) }
    }
    lines.append([])
    if !summary.command.isEmpty { lines += wrapped(summary.command, .strong, width: width) }
    if !summary.nsenter.isEmpty { lines += wrapped(summary.nsenter, .faint, width: width) }
    if !summary.inheritedContext.isEmpty { lines.append([]) }
    for (number, line) in summary.inheritedContext.enumerated() {
      lines += wrapped(line, number == 0 ? .label : .text, width: width)
    }
    return lines
  }
}
