import Canvas
import Localization

extension KeyTable {
  /// The keys that people's hands know from vi, less, htop and Midnight Commander.
  package static let standard = KeyTable(moving + views + acting + finding + details + program)

  private static func row(
    _ group: Group, _ action: Action, _ keys: [Key], _ help: Text, short: Text? = nil
  ) -> Binding {
    Binding(action: action, keys: keys, group: group, help: help, short: short)
  }

  private static let moving = [
    row(.moving, .up, [.up, "k"], Text("one row up", "一行上へ")),
    row(.moving, .down, [.down, "j"], Text("one row down", "一行下へ")),
    row(.moving, .pageUp, [.pageUp, .control("b")], Text("one page up", "一画面上へ")),
    row(.moving, .pageDown, [.pageDown, .control("f")], Text("one page down", "一画面下へ")),
    row(.moving, .halfUp, [.control("u")], Text("half a page up", "半画面上へ")),
    row(.moving, .halfDown, [.control("d")], Text("half a page down", "半画面下へ")),
    row(.moving, .first, ["g", .home], Text("to the first row", "先頭へ")),
    row(.moving, .last, ["G", .end], Text("to the last row", "末尾へ")),
    row(
      .moving, .fold, [.left, "h", "-"], Text("fold, or go to the row above", "折りたたむ、または親の行へ")),
    row(
      .moving, .unfold, [.right, "l", "+"],
      Text("unfold, or go to the first row below", "開く、または最初の子の行へ")),
    row(
      .moving, .toggleFold, [" "], Text("fold or unfold", "折りたたみを切り替える"),
      short: Text("fold", "開閉")),
    row(.moving, .unfoldAll, ["*"], Text("unfold everything below", "下をすべて開く")),
    row(.moving, .foldAll, ["_"], Text("fold everything back", "折りたたみを初めに戻す")),
  ]

  private static let views = [
    row(.views, .kinds, ["1"], Text("kinds of namespace", "名前空間の種類ごと")),
    row(.views, .owners, ["2"], Text("who owns what: user namespaces", "所有関係（ユーザー名前空間）")),
    row(.views, .pids, ["3"], Text("pids at every level", "各階層でのPID")),
    row(.views, .containers, ["4"], Text("containers by their names", "名前で見るコンテナ")),
    row(.views, .network, ["5"], Text("networks and the links between", "ネットワークとその接続")),
    row(.views, .processes, ["6"], Text("processes and their eight namespaces", "プロセスと八つの名前空間")),
    row(.views, .changes, ["7"], Text("what changed, and when", "いつ何が変わったか")),
    row(.views, .nextView, [.tab], Text("next view", "次の表示")),
    row(.views, .previousView, [.backTab], Text("previous view", "前の表示")),
  ]

  private static let acting = [
    row(
      .acting, .enter, [.enter],
      Text("enter it: first a plan, then a shell", "中に入る（先に計画を表示）"),
      short: Text("go in", "入る")),
    row(
      .acting, .newNamespaces, ["M", .function(7)],
      Text("make new namespaces: first a plan, then a shell", "新しい名前空間を作る（先に計画を表示）")),
    row(
      .acting, .lastEntry, ["e"],
      Text("what the last entry called and left behind", "最後の出入りの記録（呼び出しと残したもの）")),
    row(
      .acting, .explain, ["E", .function(1)], Text("explain the object", "選択したものの解説"),
      short: Text("explain", "解説")),
    row(.acting, .tag, ["t"], Text("tag or untag", "印を付ける・外す")),
    row(.acting, .untagAll, ["T"], Text("untag everything", "印をすべて外す")),
    row(
      .acting, .keepOnTop, ["P"], Text("keep at the top, or let go", "先頭に固定・固定を外す")),
    row(
      .acting, .compare, ["c"],
      Text("compare with the tagged, else with the host", "印を付けたもの（なければホスト）と比較"),
      short: Text("compare", "比較")),
    row(.acting, .signal, [.function(9)], Text("send a signal, after asking", "シグナルを送る（確認あり）")),
    row(.acting, .unpin, ["U"], Text("remove a pin, after asking", "ピンを外す（確認あり）")),
    row(.acting, .copy, ["y"], Text("copy the id or pid", "IDやPIDをコピー")),
    row(
      .acting, .copyCommand, ["Y"], Text("copy the command that enters", "入るためのコマンドをコピー")),
    row(
      .acting, .write, ["w"],
      Text("write the view, the object or the changes to a file", "表示・選択したもの・変化をファイルに書き出す")),
  ]

  private static let finding = [
    row(
      .finding, .search, ["/", .function(3)], Text("search as you type", "入力しながら検索"),
      short: Text("search", "検索")),
    row(.finding, .searchNext, ["n"], Text("next match", "次の一致")),
    row(.finding, .searchPrevious, ["N"], Text("previous match", "前の一致")),
    row(
      .finding, .filter, ["\\", .function(4)], Text("show only what matches", "一致するものだけ表示"),
      short: Text("filter", "絞り込み")),
    row(.finding, .hideHost, ["H"], Text("hide the host's own namespaces", "ホストの名前空間を隠す")),
    row(
      .finding, .hideKernelThreads, ["K"], Text("hide or show kernel threads", "カーネルスレッドを隠す・出す")),
    row(
      .finding, .threads, ["A"], Text("show or hide all threads", "すべてのスレッドを出す・隠す")),
    row(
      .finding, .sortNext, [">", .function(6)], Text("order by the next column", "次の列で並べ替え"),
      short: Text("sort", "並べ替え")),
    row(.finding, .sortPrevious, ["<"], Text("order by the previous column", "前の列で並べ替え")),
    row(.finding, .invertSort, ["I"], Text("turn the order round", "並び順を逆にする")),
  ]

  private static let details = [
    row(
      .details, .details, ["d"], Text("show or hide the details", "詳細を出す・隠す"),
      short: Text("details", "詳細")),
    row(.details, .nextTab, ["]"], Text("next page of the details", "詳細の次のページ")),
    row(.details, .previousTab, ["["], Text("previous page of the details", "詳細の前のページ")),
    row(.details, .scrollDetailsDown, ["}"], Text("scroll the details down", "詳細を下へ")),
    row(.details, .scrollDetailsUp, ["{"], Text("scroll the details up", "詳細を上へ")),
    row(
      .details, .widenDetails, ["W"],
      Text("widen the details; after the widest, the narrowest", "詳細の幅を広げる（最大の次は最小）")),
    row(
      .details, .nextLink, [")"],
      Text("next link of the details; Enter follows it", "詳細の次のリンク（Enterで移る）")),
    row(.details, .previousLink, ["("], Text("previous link of the details", "詳細の前のリンク")),
    row(.details, .goToOwner, ["o"], Text("go to the owner", "所有者へ移る")),
    row(.details, .goToParent, ["u"], Text("go to the parent", "親へ移る")),
    row(.details, .goToHolder, ["a"], Text("go to what keeps it alive", "維持しているものへ移る")),
    row(
      .details, .goToPeer, ["v"], Text("go to the other end of a veth", "vethの反対側へ移る")),
    row(
      .details, .goToTop, ["O"], Text("go to the next one kept at the top", "先頭に固定したものへ順に移る")),
    row(.details, .back, ["b", .backspace], Text("go back", "前の場所へ戻る")),
    row(.details, .follow, ["F"], Text("follow the selected process", "選択したプロセスを追う")),
  ]

  private static let program = [
    row(
      .program, .pause, ["p", "Z"], Text("pause or go on", "一時停止・再開"),
      short: Text("pause", "停止")),
    row(.program, .refresh, ["R", .function(5)], Text("look again now", "今すぐ更新")),
    row(.program, .faster, ["."], Text("look twice as often", "更新間隔を半分に")),
    row(.program, .slower, [","], Text("look half as often", "更新間隔を倍に")),
    row(.program, .mouse, ["m"], Text("use the mouse or leave it", "マウスの使用を切り替える")),
    row(.program, .theme, ["C"], Text("next set of colours", "配色を替える")),
    row(.program, .redraw, [.control("l")], Text("draw the screen anew", "画面を描き直す")),
    row(.program, .suspend, [.control("z")], Text("suspend; fg comes back", "中断（fgで戻る）")),
    row(
      .program, .lessons, ["L"], Text("lessons in real rooms", "本物の部屋で学ぶレッスン"),
      short: Text("learn", "学ぶ")),
    row(.program, .help, ["?"], Text("these keys", "キーの一覧"), short: Text("help", "ヘルプ")),
    row(
      .program, .cancel, [.escape], Text("back one level; never quits", "一つ戻る（終了はしない）")),
    row(.program, .quit, ["q", .function(10)], Text("quit", "終了"), short: Text("quit", "終了")),
  ]
}
