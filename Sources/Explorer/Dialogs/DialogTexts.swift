import Canvas
import Namespaces
import Wording

extension State {
  private var language: Language { options.language }

  private func wrapped(_ text: String, _ role: Theme.Role, width: Int, indent: Int = 0)
    -> [[Segment]]
  {
    let margin = String(repeating: " ", count: indent)
    return text.wrapped(to: max(2, width - indent)).map {
      [Segment(margin), Segment(String(text[$0]), role)]
    }
  }

  /// The keys, group by group.
  func helpLines(width: Int) -> [[Segment]] {
    var lines: [[Segment]] = []
    for group in KeyTable.Group.allCases {
      if !lines.isEmpty { lines.append([]) }
      lines.append([Segment(group.title[language], .title)])
      for binding in options.keys.bindings where binding.group == group {
        let keys = binding.keys.map { $0.label(options.glyphs) }.joined(separator: " ")
        lines.append([
          Segment("  " + keys.padded(to: 16) + "  ", .key), Segment(binding.help[language]),
        ])
      }
    }
    lines += [[], [Segment(Words.marksTitle[language], .title)]]
    for (sign, words) in Words.marks {
      lines.append([Segment("  " + sign.padded(to: 16) + "  ", .key), Segment(words[language])])
    }
    return lines
  }

  /// The plan of an entry and what can be chosen about it.
  func entryLines(_ dialog: EntryDialog, width: Int) -> [[Segment]] {
    var lines: [[Segment]] = []
    for (number, choice) in EntryDialog.choices.enumerated() {
      let box = dialog.isOn(choice) ? options.glyphs.on : options.glyphs.off
      let isFocused = number == dialog.focus
      let role: Theme.Role = isFocused ? .selection : dialog.isOn(choice) ? .text : .faint
      switch choice {
      case .kind(let kind):
        let isJoined = dialog.summary?.joins.contains(kind) ?? true
        let note: Words =
          !dialog.isOn(choice) ? .kindLeft : isJoined ? .kindJoined : .kindShared
        lines.append([
          Segment(" \(box) \(kind.name.padded(to: 6)) ", role),
          Segment("  \(kind.subject[language].padded(to: 30))", .faint),
          Segment(dialog.summary == nil ? "" : note[language], isJoined ? .text : .faint),
        ])
      case .asTargetUser:
        lines.append([])
        lines.append([Segment(" \(box) \(Words.asTargetUser[language]) ", role)])
      case .hostTools: lines.append([Segment(" \(box) \(Words.hostTools[language]) ", role)])
      }
    }
    lines.append([])
    guard let summary = dialog.summary else {
      return lines + [[Segment(Words.planning[language], .faint)]]
    }
    if let refusal = summary.refusal {
      lines += wrapped(refusal, .error, width: width)
    } else {
      for (number, step) in summary.steps.enumerated() {
        lines += wrapped("\(number + 1). \(step)", .text, width: width)
      }
    }
    lines.append([])
    if !summary.command.isEmpty { lines += wrapped(summary.command, .strong, width: width) }
    if !summary.nsenter.isEmpty { lines += wrapped(summary.nsenter, .faint, width: width) }
    return lines
  }

  /// Who gets which signal.
  func signalLines(_ dialog: SignalDialog, width: Int) -> [[Segment]] {
    let signals = SignalRequest.Signal.allCases.flatMap { signal in
      [
        Segment(" \(signal.name) ", signal == dialog.signal ? .selection : .faint), Segment(" "),
      ]
    }
    let names = dialog.targets.prefix(Self.namesShown).map(\.name).joined(separator: ", ")
    let rest = dialog.targets.count - Self.namesShown
    let all = rest > 0 ? "\(names), \(Words.andMore(rest)[language])" : names
    return [signals, []] + wrapped(Words.signalTo[language], .label, width: width)
      + wrapped(all, .text, width: width, indent: 2)
  }

  private static let namesShown = 40

  /// What unpinning removes, and what it may end.
  func unpinLines(_ id: NamespaceID, _ path: String, width: Int) -> [[Segment]] {
    wrapped(path, .strong, width: width) + wrapped(id.description, .room, width: width) + [[]]
      + wrapped(Words.unpinMeans[language], .text, width: width)
  }
}

extension State.Overlay {
  /// The keys that work in it, for the footer.
  var keys: Words {
    switch self {
    case .welcome: .welcomeKeys
    case .help, .page, .compare: .overlayKeys
    case .entry(let dialog): dialog.summary?.refusal == nil ? .entryKeys : .refusalKeys
    case .signal: .signalKeys
    case .lessons: .lessonsKeys
    case .write: .writeKeys
    case .unpin: .confirmKeys
    }
  }
}
