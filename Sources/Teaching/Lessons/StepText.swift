internal import Canvas
package import Localization
internal import Namespaces

extension Step {
  /// What a learner reads before the step: what it is about, and the command.
  package func introduction(in language: Language, width: Int) -> [StyledLine] {
    richText(text[language]).wrapped(to: width) + [StyledLine()]
      + CommandText(command, width: width).lines
  }

  /// What a learner reads after the step: what was printed, the table, the lab where its namespaces
  /// are others than `before`, and what it shows.
  ///
  /// Without `before` the lab is left out, for where it is seen beside the text.
  package func conclusion(
    _ result: StepResult, before: LabState?, table: [TableLine], in language: Language, width: Int
  ) -> [StyledLine] {
    var lines = CommandOutput(result.answer.output, width: width).lines
    if result.answer.status != 0 {
      let words = Text("exit status")[language]
      lines.append(StyledLine([StyledLine.Run("    (\(words) \(result.answer.status))", .output)]))
    }
    if !table.isEmpty {
      if !lines.isEmpty { lines.append(StyledLine()) }
      lines += table.rendered(in: language) + [Self.numbers(of: result, language)]
    }
    if !lines.isEmpty { lines.append(StyledLine()) }
    if let before, !result.place.hasSameNamespaces(as: before) {
      lines += LabMap(of: result.place, since: before, in: language, width: width).lines
      lines.append(StyledLine())
    }
    return lines + richText(shows[language]).wrapped(to: width)
  }

  /// The numbers of the shell, one per namespace, which only the kernel outside can tell.
  private static func numbers(of result: StepResult, _ language: Language) -> StyledLine {
    let shell = result.place.shell
    let numbers = ([shell.pid] + shell.nestedPIDs).map { "\($0)" }.joined(separator: " → ")
    let words = Text("the shell's PID, from your host inwards")
    return StyledLine([StyledLine.Run("    \(words[language]): \(numbers)", .output)])
  }
}

extension [TableLine] {
  /// The table in columns, what differs marked.
  func rendered(in language: Language) -> [StyledLine] {
    let lines = map { line in [line.name, line.left, line.right].map { $0[language] } }
    let widths = (0..<3).map { column in lines.map { $0[column].columns }.max() ?? 0 }
    return zip(self, lines).map { line, cells in
      let text = zip(cells, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
      let mark = line.differs ? "  ! " : "    "
      return StyledLine([StyledLine.Run(mark + text.trimmingEnd, line.differs ? .fact : .output)])
    }
  }
}

extension String {
  /// The text without the spaces at its end.
  fileprivate var trimmingEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension Question {
  /// The question and its numbered answers.
  package func render(in language: Language, width: Int) -> [StyledLine] {
    let answers = choices.enumerated().flatMap { number, choice in
      richText(choice[language]).wrapped(to: width, indent: 5, marker: "  \(number + 1).")
    }
    return richText(text[language]).wrapped(to: width) + answers
  }
}

extension Quiz {
  /// The question and its numbered answers.
  package func render(in language: Language, width: Int) -> [StyledLine] {
    Question(text, choices.map { Text(verbatim: $0) }, answer: answer).render(
      in: language, width: width)
  }

  /// Where each of the processes is, the right answer marked.
  package func reasons(in language: Language) -> [StyledLine] {
    choices.indices.map { index in
      let mark = index == answer ? "  ✓ " : "    "
      let text = "\(mark)\(choices[index]) \(reasons[index][language])"
      return StyledLine([StyledLine.Run(text, index == answer ? .fact : .body)])
    }
  }
}

extension String {
  /// The text, in which backquotes enclose code, as a paragraph in which all else has a role.
  package func paragraph(width: Int, _ role: StyledLine.Role = .body) -> [StyledLine] {
    richText(self, role).wrapped(to: width)
  }
}

/// Text in which backquotes enclose code, as runs.
func richText(_ text: String, _ role: StyledLine.Role = .body) -> [StyledLine.Run] {
  text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    .filter { !$0.element.isEmpty }
    .map { StyledLine.Run(String($0.element), $0.offset % 2 == 0 ? role : .code) }
}
