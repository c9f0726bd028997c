import Canvas
import Localization
import Namespaces

extension State {
  private var language: Language { options.language }

  func wrapped(_ text: String, _ role: Theme.Role, width: Int, indent: Int = 0)
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
    lines += [[], [Segment(Text.marksTitle[language], .title)]]
    for (sign, words) in Text.marks {
      lines.append([Segment("  " + sign.padded(to: 16) + "  ", .key), Segment(words[language])])
    }
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
    let all = rest > 0 ? "\(names), \(Text.andMore(rest)[language])" : names
    return [signals, []] + wrapped(Text.signalTo[language], .label, width: width)
      + wrapped(all, .text, width: width, indent: 2)
  }

  private static let namesShown = 40

  /// What unpinning removes, and what it may end.
  func unpinLines(_ id: NamespaceID, _ path: RawPath, width: Int) -> [[Segment]] {
    wrapped(path.description, .strong, width: width)
      + wrapped(id.description, .namespace, width: width)
      + [[]]
      + wrapped(Text.unpinMeans[language], .text, width: width)
      + wrapped(unpinLeaves(id, path)[language], .strong, width: width)
  }

  /// What keeps the namespace alive beside the pin that would go.
  private func unpinLeaves(_ id: NamespaceID, _ path: RawPath) -> Text {
    guard let snapshot, let namespace = snapshot.namespace(id) else { return Text(verbatim: "") }
    let own = Holder.mount(path: path, mountNamespace: snapshot.observer.links[.mnt])
    let left = HolderCount(of: namespace, without: own)
    if left.isEmpty {
      return snapshot.mayHideHolders
        ? Text("Nothing else in view keeps it.")
        : Text("Nothing else that heya sees keeps it.")
    }
    let words = left.words
    return Text("It stays as long as these do: \(words).")
  }
}

extension State.Overlay {
  /// The keys that work in it, for the footer.
  var keys: Text {
    switch self {
    case .welcome: .welcomeKeys
    case .help, .page, .lineHelp: .overlayKeys
    case .compare: .compareKeys
    case .plan(let dialog):
      if dialog.typed != nil {
        .typingKeys
      } else if let summary = dialog.summary, summary.refusal != nil {
        summary.lacksTools ? .toolsKeys : .refusalKeys
      } else {
        if case .entry = dialog.request { .entryKeys } else { .newNamespacesKeys }
      }
    case .signal: .signalKeys
    case .lessons: .lessonsKeys
    case .write: .writeKeys
    case .unpin: .confirmKeys
    }
  }
}
