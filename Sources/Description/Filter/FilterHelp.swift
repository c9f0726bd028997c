import Canvas
package import Localization
import Namespaces

/// The language of filters, explained to who types one on a command line or in the interface.
package enum FilterLanguage {
  /// Questions as they are typed, and what passes them.
  private static let examples: [(question: String, meaning: Text)] = [
    ("kind=net", Text("network namespaces")),
    ("procs>10", Text("those with more than ten processes")),
    (
      "user=alice comm~ngin",
      Text("those in which alice runs nginx")
    ),
    (
      "kind=net and not initial",
      Text("all but the one made at boot")
    ),
    (
      "pinned and empty",
      Text("a bind mount keeps them, no process")
    ),
    (
      "owner=\"user:[4026531837]\"",
      Text("those that this user namespace owns")
    ),
    (
      "(kind=pid or kind=user) hidden",
      Text("those that only descendants keep")
    ),
    (
      "container~web kind=net",
      Text("the networks of containers named like web")
    ),
    (
      "runtime=docker shares=host-net",
      Text("of Docker's containers on the host's network")
    ),
  ]

  private static let rules = [
    Text(
      """
      FIELD OPERATOR VALUE compares: = and != the whole text, ~ and !~ whether it contains the \
      value in whatever case, < <= > >= numbers. Questions are joined by and, or and not; two side \
      by side mean and. A value with blanks, parentheses or operators stands in double quotes.
      """),
    Text(
      """
      A namespace is asked about its members and about the containers that have it, a container \
      about its members and its namespaces; the host's own namespaces belong to no container.
      """),
  ]

  /// The whole language, in lines of at most `columns`.
  package static func page(_ language: Language, columns: Int) -> [StyledLine] {
    func paragraph(_ words: Text, _ role: StyledLine.Role = .body) -> [StyledLine] {
      [StyledLine.Run(words[language], role)].wrapped(to: columns)
    }
    func table(_ rows: [(String, Text)], indent: Int) -> [StyledLine] {
      rows.flatMap { row($0, $1[language], indent: indent, columns: columns) }
    }
    let examples = table(examples.map { ($0.question, $0.meaning) }, indent: 34)
    let fields = table(FieldKey.all.map { ($0.key, $0.help) }, indent: 20)
    let flags = table(Filter.Flag.allCases.map { ($0.rawValue, $0.meaning) }, indent: 20)
    let parts =
      [
        paragraph(
          Text("A filter is a question with the answer yes or no:")), examples,
      ]
      + rules.map { paragraph($0) } + [
        paragraph(Text("Fields:"), .heading) + fields,
        paragraph(
          Text("Words that are a question by themselves:"), .heading)
          + flags,
      ]
    return Array(parts.joined(separator: [StyledLine()]))
  }

  /// Something that is typed, and beside it what it means; below it where there is no room beside.
  private static func row(
    _ name: String, _ meaning: String, indent: Int, columns: Int
  ) -> [StyledLine] {
    let meaning = [StyledLine.Run(meaning, .body)]
    let name = StyledLine.Run("  " + name, .code)
    if columns < 2 * indent {
      return [name].wrapped(to: columns) + meaning.wrapped(to: columns, indent: 4)
    }
    var lines = meaning.wrapped(to: columns, indent: indent)
    lines[0].runs[0] = StyledLine.Run(name.text.padded(to: indent), .code)
    return lines
  }
}

extension Filter.Flag {
  /// What the flag asks.
  fileprivate var meaning: Text {
    switch self {
    case .pinned:
      Text("a bind mount keeps the namespace alive")
    case .empty: Text("no process is a member")
    case .hidden:
      Text("nothing but descendants or owned namespaces keeps it alive")
    case .shared: Text("more than one process is a member")
    case .initial: Text("the kernel made it at boot")
    }
  }
}
