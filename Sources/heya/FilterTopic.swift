internal import ArgumentParser
internal import Namespaces
internal import Wording

/// `heya help filter`: the language of `--filter` and of the interface's filter.
struct FilterTopic: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter", abstract: "Explain the language of --filter.", discussion: text)

  func run() { print(Self.text) }

  private static let text =
    """
    A filter is a question with the answer yes or no:

      kind=net                        network namespaces
      procs>10                        those with more than ten processes
      user=alice comm~ngin            those in which alice runs nginx
      kind=net and not initial        all but the one made at boot
      pinned and empty                a bind mount keeps them, no process
      owner="user:[4026531837]"       those that this user namespace owns
      (kind=pid or kind=user) hidden  those that only descendants keep

    FIELD OPERATOR VALUE compares: = and != the whole text, ~ and !~ whether it
    contains the value in whatever case, < <= > >= numbers. Questions are joined
    by and, or and not; two side by side mean and. A value with blanks,
    parentheses or operators stands in double quotes.

    Fields:
    \(table(Filter.Field.allCases.map { ($0.rawValue, $0.meaning) }))

    Words that are a question by themselves:
    \(table(Filter.Flag.allCases.map { ($0.rawValue, $0.meaning) }))
    """

  private static func table(_ rows: [(name: String, meaning: String)]) -> String {
    rows.map { name, meaning in
      "  \(name)\(String(repeating: " ", count: max(1, 10 - name.count)))\(meaning)"
    }.joined(separator: "\n")
  }
}
