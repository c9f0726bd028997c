import Canvas
import Localization

extension State {
  /// What a newcomer reads in twenty seconds: ten lines at most where there is room for them.
  func welcomeLines(width: Int) -> [[Segment]] {
    func sentence(_ words: Text) -> [[Segment]] {
      let text = words[options.language]
      return text.wrapped(to: max(2, width)).map { [Segment(String(text[$0]))] }
    }
    func row(_ actions: [Action], _ words: Text) -> [[Segment]] {
      let keys = actions.map(options.keyLabel).filter { !$0.isEmpty }.joined(separator: " ")
      if keys.isEmpty { return [] }
      return [[Segment(keys.padded(to: 9) + "  ", .key), Segment(words[options.language])]]
    }
    return sentence(.welcomeRoom) + sentence(.welcomeHost) + [[]]
      + row([.up, .down, .fold, .unfold], .welcomeWalk) + row([.nextView], .welcomeViews)
      + row([.enter], .welcomeEnter) + row([.explain], .welcomeExplain)
      + row([.help, .quit], .welcomeHelp) + [[]] + sentence(.welcomeEnd)
  }
}

extension Text {
  static let welcomeTitle = Text("Welcome to heya", "heya へようこそ")
  static let welcomeRoom = Text(
    "A namespace is a room: who is inside sees only what is inside.",
    "名前空間は「部屋」。中からは、部屋の中のものしか見えません。")
  static let welcomeHost = Text(
    "Here is every room of this host, kind by kind, and who is in it.",
    "このホストのすべての部屋と住人を、種類ごとに並べています。")
  static let welcomeWalk = Text(
    "walk through the tree, fold and unfold", "ツリーの移動と、折りたたみ・展開")
  static let welcomeViews = Text(
    "another view: owners, PIDs, containers, network …", "ほかの見方（所有者、PID、コンテナなど）")
  static let welcomeEnter = Text(
    "go in: first a plan, then a shell", "部屋に入る（先に計画を表示）")
  static let welcomeExplain = Text("explain what is selected", "選択したものの解説")
  static let welcomeHelp = Text("all keys; quit", "すべてのキー、終了")
  static let welcomeEnd = Text(
    "Nothing is changed without asking you. Any key goes on.",
    "確認なしに変更することはありません。どのキーでも始まります。")
  static let welcomeKeys = Text("any key goes on", "どのキーでも始まります")
}
