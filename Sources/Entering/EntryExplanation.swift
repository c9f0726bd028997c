public import Localization

extension EntryPlan {
  /// What ``inheritedContext`` is about.
  public static let inheritedContextTitle = Text(
    "What else confines the target, and what of it the command takes over:")

  /// The plan step by step: each with its reason, its system calls and the page that tells more.
  public func explanation(in language: Language) -> [String] {
    var lines = [Text("To enter \(target):")[language], rights[language]]
    lines += EntryStep.explanation(of: steps, in: language)
    if !inheritedContext.isEmpty {
      lines.append(Self.inheritedContextTitle[language])
      lines += inheritedContext.map { "     \($0[language])" }
    }
    lines += notes.map { $0.asNote[language] }
    lines.append(Text.sameAs(commandLine)[language])
    if let line = nsenterLine {
      lines.append(Text("Nearest with nsenter: \(line)")[language])
    }
    return lines
  }
}

extension NewNamespacesPlan {
  /// The plan step by step: each with its reason, its system calls and the page that tells more.
  public func explanation(in language: Language) -> [String] {
    [Text("To make the namespaces:")[language]]
      + EntryStep.explanation(of: steps, in: language) + notes.map { $0.asNote[language] }
      + [Text.sameAs(commandLine)[language]]
  }
}

extension EntryStep {
  fileprivate static func explanation(of steps: [EntryStep], in language: Language) -> [String] {
    var lines: [String] = []
    for (index, step) in steps.enumerated() {
      lines.append("\(index + 1). \(step.sentence[language])")
      for call in step.calls { lines.append("     \(call)") }
      if let page = step.manualPage {
        lines.append(Text("     see \(page)")[language])
      }
    }
    return lines
  }

  /// ``words`` as a sentence.
  private var sentence: Text { Text("\(capitalized: words).") }
}

extension Text {
  fileprivate var asNote: Text { Text("Note: \(self)") }

  fileprivate static func sameAs(_ command: String) -> Text {
    Text("The same as: \(command)")
  }
}
