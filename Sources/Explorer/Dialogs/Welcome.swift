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
  static let welcomeTitle = Text("Welcome to heya")
  static let welcomeRoom = Text("A namespace is a room: who is inside sees only what is inside.")
  static let welcomeHost = Text("Here is every room of this host, kind by kind, and who is in it.")
  static let welcomeWalk = Text("walk through the tree, fold and unfold")
  static let welcomeViews = Text("another view: owners, PIDs, containers, network …")
  static let welcomeEnter = Text("go in: first a plan, then a shell")
  static let welcomeExplain = Text("explain what is selected")
  static let welcomeHelp = Text("all keys; quit")
  static let welcomeEnd = Text("Nothing is changed without asking you. Any key goes on.")
  static let welcomeKeys = Text("any key goes on")
}
