package import Localization

extension KeyTable {
  /// The table as lines of Markdown, a row per group.
  package func markdown(_ language: Language) -> [String] {
    let heading = Text("| | keys |")[language]
    let rows = Group.allCases.map { group in
      let keys = bindings.filter { $0.group == group && !$0.keys.isEmpty }.map { binding in
        let labels = binding.keys.map { "`\($0.label)`" }.joined(separator: " ")
        return "\(labels) \(binding.help[language])"
      }
      // A bar ends a cell, also within code.
      let cell = keys.joined(separator: " · ").split(
        separator: "|", omittingEmptySubsequences: false)
      return "| **\(group.title[language])** | \(cell.joined(separator: "\\|")) |"
    }
    return [heading, "| --- | --- |"] + rows
  }
}
