import Localization

extension State {
  /// Whether somebody reads what a line understands instead of typing in it.
  var readsLineHelp: Bool { if case .lineHelp = overlay { true } else { false } }

  /// What the line that is typed in understands.
  func lineHelpLines(_ purpose: Prompt.Purpose, width: Int) -> [[Segment]] {
    let paragraphs: [Text] =
      switch purpose {
      case .search: searchHelp
      case .filter: filterHelp
      }
    let lines = paragraphs.map { wrapped($0[options.language], .text, width: width) }
    let text = Array(lines.joined(separator: [[]]))
    guard purpose == .filter else { return text }
    let language = FilterLanguage.page(options.language, columns: width)
    return text + [[]] + language.flatMap { $0.segments(wrappedTo: width) }
  }

  private var searchHelp: [Text] {
    let (next, previous) = (
      options.keyLabel(of: .searchNext), options.keyLabel(of: .searchPrevious)
    )
    let (up, down) = (options.glyphs.up, options.glyphs.down)
    let filter = options.keyLabel(of: .filter)
    return [
      Text(
        "A text is looked for as you type it, in whatever case: in the numbers and the pins of "
          + "namespaces, in the names, command lines, PIDs and users of processes, in containers "
          + "and their images, in interfaces and their addresses. What is folded away is found too.",
        "入力するそばから、大文字小文字を区別せずに探します。対象は、名前空間の番号とピン、プロセスの名前・コマンドライン・PID・"
          + "ユーザー、コンテナの名前とイメージ、インターフェースとそのアドレスです。折りたたまれたものも見つかります。"),
      Text(
        "\(up) and \(down) go to the match before and after. Enter stays there, and then \(next) "
          + "and \(previous) go on; Esc leads back to where you were.",
        "\(up) と \(down) で前と次の一致に移ります。Enterでその場所にとどまり、その後は \(next) と \(previous) で続けて探せます。"
          + "Escで元の場所に戻ります。"),
      Text(
        "Searching hides nothing; the filter (\(filter)) does.",
        "検索は何も隠しません。隠すのは絞り込み（\(filter)）です。"),
    ]
  }

  private var filterHelp: [Text] {
    [
      Text(
        "Only what passes is shown, and what is above it. A plain text passes where it is found, "
          + "in whatever case. What can be read as a question is asked: in the view of processes of "
          + "each process, elsewhere of each namespace, which stays with all who live in it.",
        "条件に合うものと、その上位だけを表示します。ただの文字列は、大文字小文字を区別せずに探します。問いとして読めるものは問いとして扱い、"
          + "プロセスの表示では各プロセスに、ほかの表示では各名前空間に尋ねます。名前空間は、そこに住むすべてのプロセスとともに残ります。"),
      Text(
        "Enter keeps the filter, Esc leads back to the one before.",
        "Enterで確定し、Escで前の絞り込みに戻ります。"),
    ]
  }
}
