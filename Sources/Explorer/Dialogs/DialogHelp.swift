import Localization

extension State.Overlay {
  /// What there is to be known about a dialog, a sentence or two a paragraph; empty for what needs
  /// no explanation.
  var help: [Text] {
    switch self {
    case .plan(let dialog):
      switch dialog.request {
      case .entry: Self.entryHelp
      case .newNamespaces: Self.newNamespacesHelp
      }
    case .signal: Self.signalHelp
    case .unpin: Self.unpinHelp
    case .compare: Self.compareHelp
    case .lessons: Self.lessonsHelp
    case .write: Self.writeHelp
    case .welcome, .help, .page, .lineHelp: []
    }
  }

  /// Whether letters are text in it now.
  var isTyping: Bool { if case .plan(let dialog) = self { dialog.typed != nil } else { false } }

  private static let entryHelp = [
    Text(
      "Enter starts a shell in the target, on a terminal of its own. Nothing has happened before "
        + "that: what is shown is the plan, step by step, as it would be carried out.",
      "Enterを押すと、専用の端末で対象の中のシェルが始まります。それまでは何も行われません。表示されているのは、これから行う手順の計画です。"),
    Text(
      "Space on a kind joins it or leaves it out. What is left out stays yours: without mnt you keep "
        + "your own files, without net your own network.",
      "種類の上でSpaceを押すと、その名前空間に入るかどうかを切り替えます。入らない種類は今のままです。mntを外せば手元のファイルを、netを外せば手元のネットワークを使い続けます。"),
    Text(
      "“as” says who you are in there: the target's root, the same as the target with its groups and "
        + "limits, or any user of the target, by name or number.",
      "「入る人」では、中で誰になるかを選びます。対象のroot、対象のプロセスと同じユーザー（グループと権限の制限も同じ）、または名前か番号で指定した対象のユーザーです。"),
    Text(
      "The cgroup choice has your shell counted, and limited, as the target's processes are. The host's "
        + "tools are for targets without a shell: you keep the host's files.",
      "cgroupに入ると、シェルの資源の使用量が対象のプロセスと同じ枠で数えられ、制限されます。「ホストのファイルと道具」は、シェルのない対象のためのものです。"),
    Text(
      "A program out of the target's own files gets no more rights than the target has, unless you have "
        + "it keep yours; a program of the host's keeps yours. A namespace is joined alone, unless you "
        + "have it bring all those of its first process.",
      "対象自身のファイルにあるプログラムは、あなたの権限を持たせると選ばないかぎり、対象より多くの権限を持ちません。"
        + "ホストのプログラムはあなたの権限のままです。名前空間は、最初のプロセスのものをすべて選ばないかぎり、単独で入ります。"),
    Text(
      "A plan that cannot work says why in its place, and what would help.",
      "実行できない計画の場合は、その理由と、どうすればよいかを表示します。"),
  ]

  private static let newNamespacesHelp = [
    Text(
      "Enter makes new namespaces and starts a shell or your command in them. They last as long as "
        + "anybody is in them; heya new --pin keeps one for longer.",
      "Enterを押すと新しい名前空間を作り、その中でシェルまたは指定したコマンドを始めます。名前空間は、中に誰かがいる間だけ続きます。残したいときは heya new --pin を使います。"
    ),
    Text(
      "Space on a kind makes it anew or leaves it as it is. “ids” says whom they know: the host's "
        + "users, only yourself as root, or also the ids that /etc/subuid gives you; the last two need "
        + "no root.",
      "種類の上でSpaceを押すと、新しく作るかどうかを切り替えます。「ID」では、名前空間の中のユーザーを選びます。ホストのまま、rootになった自分だけ、または/etc/subuidで割り当てられたIDも含める、の三つです。後の二つはrootでなくても選べます。"
    ),
    Text(
      "“command” is what runs inside, as typed at a shell; empty for a shell.",
      "「コマンド」には、中で実行するものをシェルと同じように書きます。空ならシェルです。"),
  ]

  private static let signalHelp = [
    Text(
      "A signal asks a process for something, or ends it: SIGTERM asks it to end, SIGKILL ends it "
        + "without asking, SIGSTOP halts it until SIGCONT.",
      "シグナルはプロセスに何かを求めたり、終わらせたりします。SIGTERMは終了を求め、SIGKILLは有無を言わさず終わらせ、SIGSTOPはSIGCONTが来るまで止めます。"),
    Text(
      "It goes to those who are named here and to nobody else: if one of them ends meanwhile and "
        + "another process gets its number, that one is left alone. PID 1 and heya itself never get one.",
      "送り先はここに名前のあるプロセスだけです。その間に終了して番号が別のプロセスに使い回されても、そのプロセスには送りません。PID 1とheya自身には送りません。"),
    Text(
      "To end the first process of a pid namespace ends all that live in there.",
      "PID名前空間の最初のプロセスを終わらせると、その中のすべてのプロセスが終わります。"),
  ]

  private static let unpinHelp = [
    Text(
      "A pin is a bind mount of a namespace on a file, as ip netns add makes one: it keeps the "
        + "namespace alive although nobody lives in it.",
      "ピンとは、ip netns add が作るような、ファイルへの名前空間のバインドマウントです。誰も住んでいない名前空間を残しておきます。"),
    Text(
      "Enter unmounts it, and removes the file where that is below /run/netns. Processes inside "
        + "stay, and keep it alive for as long as they run.",
      "Enterを押すとマウントを外し、/run/netns のものはファイルも削除します。中のプロセスはそのままで、動いている間は名前空間も残ります。"),
  ]

  private static let compareHelp = [
    Text(
      "Two objects side by side. In a namespace that both share they see and do the same; where the "
        + "numbers differ there is a wall between them.",
      "二つを並べて比べます。同じ名前空間を共有していれば、見えるものもできることも同じです。番号が異なる種類では、間に壁があります。"),
    Text(
      "Below stands what differs inside the namespaces that they do not share: mounts, interfaces, "
        + "maps, the host name. A line means that this side has nothing there.",
      "その下に、共有していない名前空間の中身の違い（マウント、インターフェース、IDの対応、ホスト名など）を並べます。横線は、その側に何もないことを表します。"),
    Text(
      "heya compare A B tells the same on the command line.",
      "コマンドラインでは heya compare A B で同じ比較ができます。"),
  ]

  private static let lessonsHelp = [
    Text(
      "Each lesson makes real namespaces on this host, shows what the kernel does with them, and "
        + "removes everything at its end. A tick marks those that were taken.",
      "どのレッスンも、このホストに本物の名前空間を作り、カーネルの動きを見せ、終わるとすべて片付けます。✓ は受け終えたレッスンです。"),
    Text(
      "They build on each other; the first that is not taken yet is chosen.",
      "順に積み重なる内容です。まだ受けていない最初のレッスンが選ばれています。"),
  ]

  private static let writeHelp = [
    Text(
      "What is chosen goes to a new file in the directory in which heya was started; no file is ever "
        + "overwritten. Text is what you see, whole; JSON has the format heya/1, as heya show --json has.",
      "選んだものを、heyaを起動したディレクトリの新しいファイルに書きます。既存のファイルを上書きすることはありません。テキストは見たままの全体、JSONは heya show --json と同じ形式（heya/1）です。"
    ),
    Text(
      "JSON lines have a change a line, for jq and the like.",
      "JSON Linesは一行に一つの変化で、jqなどで扱えます。"),
  ]
}

extension State {
  /// What explains the dialog that is shown.
  func overlayHelpLines(width: Int) -> [[Segment]] {
    let paragraphs = overlay?.help ?? []
    return paragraphs.enumerated().flatMap { number, words in
      (number == 0 ? [] : [[]]) + wrapped(words[options.language], .text, width: width)
    }
  }
}

extension Text {
  static func aboutDialog(_ title: String) -> Text { Text("Help: \(title)", "ヘルプ: \(title)") }
}
