public import Localization

extension EntryPlan {
  /// What ``likeness`` is about.
  public static let likenessTitle = Words(
    "What else confines the target, and what of it the command takes over:",
    "名前空間のほかに対象を縛るものと、コマンドがそこから引き継ぐもの:")

  /// The plan step by step: each with its reason, its system calls and the page that tells more.
  public func explanation(in language: Language) -> [String] {
    var lines = [Words("To enter \(target):", "\(target) に入る手順:")[language], rights[language]]
    lines += EntryStep.explanation(of: steps, in: language)
    if !likeness.isEmpty {
      lines.append(Self.likenessTitle[language])
      lines += likeness.map { "     \($0[language])" }
    }
    lines += notes.map { $0.asNote[language] }
    lines.append(Words.sameAs(commandLine)[language])
    if let line = nsenterLine {
      lines.append(Words("Nearest with nsenter: \(line)", "nsenterで最も近いもの: \(line)")[language])
    }
    return lines
  }
}

extension RoomPlan {
  /// The plan step by step: each with its reason, its system calls and the page that tells more.
  public func explanation(in language: Language) -> [String] {
    [Words("To make the room:", "部屋を作る手順:")[language]]
      + EntryStep.explanation(of: steps, in: language) + notes.map { $0.asNote[language] }
      + [Words.sameAs(commandLine)[language]]
  }
}

extension EntryStep {
  fileprivate static func explanation(of steps: [EntryStep], in language: Language) -> [String] {
    var lines: [String] = []
    for (index, step) in steps.enumerated() {
      lines.append("\(index + 1). \(step.sentence[language])")
      for call in step.calls { lines.append("     \(call)") }
      if let page = step.manualPage {
        lines.append(Words("     see \(page)", "     参照: \(page)")[language])
      }
    }
    return lines
  }

  /// ``words`` as a sentence.
  private var sentence: Words {
    let words = words
    let english = words.english
    return Words("\(english.prefix(1).uppercased())\(english.dropFirst()).", "\(words.japanese)。")
  }
}

extension Words {
  fileprivate var asNote: Words { Words("Note: \(english)", "注意: \(japanese)") }

  fileprivate static func sameAs(_ command: String) -> Words {
    Words("The same as: \(command)", "同じことをするコマンド: \(command)")
  }
}
