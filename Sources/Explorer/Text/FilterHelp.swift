import Canvas
package import Localization
import Namespaces

/// The language of filters, explained to who types one on a command line or in the interface.
package enum FilterLanguage {
  /// Questions as they are typed, and what passes them.
  private static let examples: [(question: String, meaning: Text)] = [
    ("kind=net", Text("network namespaces", "ネットワーク名前空間")),
    ("procs>10", Text("those with more than ten processes", "プロセスが 10 個より多いもの")),
    (
      "user=alice comm~ngin",
      Text("those in which alice runs nginx", "alice が nginx を動かしているもの")
    ),
    (
      "kind=net and not initial",
      Text("all but the one made at boot", "起動時に作られたもの以外すべて")
    ),
    (
      "pinned and empty",
      Text(
        "a bind mount keeps them, no process", "プロセスはなく、バインドマウントだけが支えるもの")
    ),
    (
      "owner=\"user:[4026531837]\"",
      Text("those that this user namespace owns", "このユーザー名前空間が所有するもの")
    ),
    (
      "(kind=pid or kind=user) hidden",
      Text("those that only descendants keep", "子孫だけが支えるもの")
    ),
    (
      "container~web kind=net",
      Text("the networks of containers named like web", "名前に web を含むコンテナのネットワーク")
    ),
    (
      "runtime=docker shares=host-net",
      Text(
        "of Docker's containers on the host's network",
        "ホストのネットワークを使う Docker コンテナのもの")
    ),
  ]

  private static let rules = [
    Text(
      "FIELD OPERATOR VALUE compares: = and != the whole text, ~ and !~ whether it contains the "
        + "value in whatever case, < <= > >= numbers. Questions are joined by and, or and not; two "
        + "side by side mean and. A value with blanks, parentheses or operators stands in double "
        + "quotes.",
      "「フィールド 演算子 値」で比べます。= と != は全体が等しいかどうか、~ と !~ は大文字小文字を区別せず値を含むかどうか、"
        + "< <= > >= は数の大小です。問いは and、or、not でつなぎ、並べて書けば and になります。"
        + "空白、括弧、演算子を含む値は二重引用符で囲みます。"),
    Text(
      "A namespace is asked about its members and about the containers that have it, a "
        + "container about its members and its namespaces; the host's own namespaces belong to no "
        + "container.",
      "名前空間には、そのメンバーと、それを持つコンテナについて尋ねます。コンテナには、そのメンバーと名前空間について尋ねます。"
        + "ホスト自身の名前空間は、どのコンテナのものでもありません。"),
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
    let fields = table(Filter.Field.allCases.map { ($0.rawValue, $0.meaning) }, indent: 13)
    let flags = table(Filter.Flag.allCases.map { ($0.rawValue, $0.meaning) }, indent: 13)
    let parts =
      [
        paragraph(
          Text(
            "A filter is a question with the answer yes or no:",
            "フィルターは「はい」か「いいえ」で答えられる問いです:")), examples,
      ]
      + rules.map { paragraph($0) } + [
        paragraph(Text("Fields:", "フィールド:"), .heading) + fields,
        paragraph(
          Text("Words that are a question by themselves:", "それだけで問いになる語:"), .heading)
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

extension Filter.Field {
  /// What the field is.
  fileprivate var meaning: Text {
    switch self {
    case .kind:
      Text(
        "the kind: user, cgroup, ipc, uts, net, pid, mnt or time",
        "種別: user、cgroup、ipc、uts、net、pid、mnt、time")
    case .inode: Text("the inode number", "inode 番号")
    case .id: Text("the 64-bit id that is never reused", "再利用されない 64 ビットの ID")
    case .pid: Text("a process that is a member", "メンバーであるプロセス")
    case .user: Text("the user name of a member", "メンバーのユーザー名")
    case .uid: Text("the user id of a member", "メンバーのユーザー ID")
    case .comm: Text("the name of a member", "メンバーの名前")
    case .command: Text("the command line of a member", "メンバーのコマンドライン")
    case .procs: Text("how many processes are members", "メンバーのプロセス数")
    case .owner:
      Text(
        "the owning user namespace, as in user:[4026531837]",
        "所有するユーザー名前空間 (例: user:[4026531837])")
    case .parent: Text("the parent namespace", "親の名前空間")
    case .name: Text("the name of a pin", "ピンの名前")
    case .state: Text("the state letter of a member", "メンバーの状態を表す文字")
    case .container: Text("the name of a container", "コンテナの名前")
    case .image: Text("the image of a container", "コンテナのイメージ")
    case .runtime:
      Text(
        "what made a container: docker, podman, bubblewrap, unshare …",
        "コンテナを作ったもの: docker、podman、bubblewrap、unshare など")
    case .shares:
      Text(
        "what a container shares: host-net, host-pid … with the host, container-net … with "
          + "another container",
        "コンテナが共有するもの: ホストとは host-net、host-pid など、ほかのコンテナとは container-net など")
    }
  }
}

extension Filter.Flag {
  /// What the flag asks.
  fileprivate var meaning: Text {
    switch self {
    case .pinned:
      Text("a bind mount keeps the namespace alive", "バインドマウントが名前空間を存続させている")
    case .empty: Text("no process is a member", "メンバーのプロセスがない")
    case .hidden:
      Text(
        "nothing but descendants or owned namespaces keeps it alive",
        "子孫または所有する名前空間だけが存続させている")
    case .shared: Text("more than one process is a member", "メンバーのプロセスが二つ以上ある")
    case .initial: Text("the kernel made it at boot", "起動時にカーネルが作った")
    }
  }
}
