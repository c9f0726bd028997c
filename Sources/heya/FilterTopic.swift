internal import ArgumentParser
internal import Namespaces
internal import Wording

/// `heya filter`: the language of `--filter` and of the interface's filter.
struct FilterTopic: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter", abstract: "Explain the language of --filter.", discussion: text(.english)
  )

  @Option(help: "The language, en or ja; the locale's when not given.")
  var lang: Language?

  func run() { print(Self.text(lang ?? .preferred)) }

  /// The whole page.
  private static func text(_ language: Language) -> String {
    """
    \(introduction[language])

    \(fields[language])
    \(table(Filter.Field.allCases.map { ($0.rawValue, $0.meaning[language]) }))

    \(flags[language])
    \(table(Filter.Flag.allCases.map { ($0.rawValue, $0.meaning[language]) }))
    """
  }

  private static let introduction = Words(
    """
    A filter is a question with the answer yes or no:

      kind=net                        network namespaces
      procs>10                        those with more than ten processes
      user=alice comm~ngin            those in which alice runs nginx
      kind=net and not initial        all but the one made at boot
      pinned and empty                a bind mount keeps them, no process
      owner="user:[4026531837]"       those that this user namespace owns
      (kind=pid or kind=user) hidden  those that only descendants keep
      container~web kind=net          the networks of containers named like web
      runtime=docker shares=host-net  of Docker's containers on the host's network

    FIELD OPERATOR VALUE compares: = and != the whole text, ~ and !~ whether it
    contains the value in whatever case, < <= > >= numbers. Questions are joined
    by and, or and not; two side by side mean and. A value with blanks,
    parentheses or operators stands in double quotes.

    A namespace is asked about its members and about the containers whose room it
    is, a container about its members and its rooms; the host's own namespaces are
    no container's rooms.
    """,
    """
    フィルターは「はい」か「いいえ」で答えられる問いです:

      kind=net                        ネットワーク名前空間
      procs>10                        プロセスが 10 個より多いもの
      user=alice comm~ngin            alice が nginx を動かしているもの
      kind=net and not initial        起動時に作られたもの以外すべて
      pinned and empty                プロセスはなく、バインドマウントだけが支えるもの
      owner="user:[4026531837]"       このユーザー名前空間が所有するもの
      (kind=pid or kind=user) hidden  子孫だけが支えるもの
      container~web kind=net          名前に web を含むコンテナのネットワーク
      runtime=docker shares=host-net  ホストのネットワークを使う Docker コンテナのもの

    「フィールド 演算子 値」で比べます。= と != は全体が等しいかどうか、~ と !~ は
    大文字小文字を区別せず値を含むかどうか、< <= > >= は数の大小です。問いは and、
    or、not でつなぎ、並べて書けば and になります。空白、括弧、演算子を含む値は
    二重引用符で囲みます。

    名前空間には、そのメンバーと、そこを部屋とするコンテナについて尋ねます。コンテナ
    には、そのメンバーと部屋について尋ねます。ホスト自身の名前空間は、どのコンテナの
    部屋でもありません。
    """)

  private static let fields = Words("Fields:", "フィールド:")

  private static let flags = Words(
    "Words that are a question by themselves:", "それだけで問いになる語:")

  private static func table(_ rows: [(name: String, meaning: String)]) -> String {
    rows.map { name, meaning in
      "  \(name)\(String(repeating: " ", count: max(1, 11 - name.count)))\(meaning)"
    }.joined(separator: "\n")
  }
}

extension Filter.Field {
  /// What the field is.
  fileprivate var meaning: Words {
    switch self {
    case .kind:
      Words(
        "the kind: user, cgroup, ipc, uts, net, pid, mnt or time",
        "種別: user、cgroup、ipc、uts、net、pid、mnt、time")
    case .inode: Words("the inode number", "inode 番号")
    case .id: Words("the 64-bit id that is never reused", "再利用されない 64 ビットの ID")
    case .pid: Words("a process that is a member", "メンバーであるプロセス")
    case .user: Words("the user name of a member", "メンバーのユーザー名")
    case .uid: Words("the user id of a member", "メンバーのユーザー ID")
    case .comm: Words("the name of a member", "メンバーの名前")
    case .command: Words("the command line of a member", "メンバーのコマンドライン")
    case .procs: Words("how many processes are members", "メンバーのプロセス数")
    case .owner:
      Words(
        "the owning user namespace, as in user:[4026531837]",
        "所有するユーザー名前空間 (例: user:[4026531837])")
    case .parent: Words("the parent namespace", "親の名前空間")
    case .name: Words("the name of a pin", "ピンの名前")
    case .state: Words("the state letter of a member", "メンバーの状態を表す文字")
    case .container: Words("the name of a container", "コンテナの名前")
    case .image: Words("the image of a container", "コンテナのイメージ")
    case .runtime:
      Words(
        "what made a container: docker, podman, bubblewrap, unshare …",
        "コンテナを作ったもの: docker、podman、bubblewrap、unshare など")
    case .shares:
      Words(
        "what a container shares: host-net, host-pid … with the host,\n"
          + "             container-net … with another container",
        "コンテナが共有するもの: ホストとは host-net、host-pid など、\n"
          + "             ほかのコンテナとは container-net など")
    }
  }
}

extension Filter.Flag {
  /// What the flag asks.
  fileprivate var meaning: Words {
    switch self {
    case .pinned:
      Words("a bind mount keeps the namespace alive", "バインドマウントが名前空間を存続させている")
    case .empty: Words("no process is a member", "メンバーのプロセスがない")
    case .hidden:
      Words(
        "nothing but descendants or owned namespaces keeps it alive",
        "子孫または所有する名前空間だけが存続させている")
    case .shared: Words("more than one process is a member", "メンバーのプロセスが二つ以上ある")
    case .initial: Words("the kernel made it at boot", "起動時にカーネルが作った")
    }
  }
}
