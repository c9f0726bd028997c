package import Localization

/// What heya says to a learner between the steps.
package enum LessonText {
  package static let lessons = Text("Lessons", "レッスン一覧")
  package static let minutes = Text("min", "分")
  package static let begin = Text(
    "Begin with `heya learn NAME`, for example `heya learn first`.",
    "`heya learn NAME` で始めます。たとえば `heya learn first` です。")
  package static let choose = Text(
    "Which one? A name, or Enter to leave: ", "どれにしますか。名前、または Enter で終わり: ")
  package static let madeBy = Text(
    """
    The rooms of this lesson are real, and they go when you leave. Run `heya` in a second terminal to see them come and go.
    """,
    """
    このレッスンの部屋は本物で、レッスンを終えると消えます。\
    別の端末で `heya` を動かしておくと、部屋が増えたり減ったりするのが見えます。
    """)
  package static let recorded = Text(
    "This is a recorded host: no step is run here. What it shows of each is that host's own.",
    "これは記録されたホストです。手順は実行されません。各手順には、そのホスト自身の記録を示します。")
  package static let onRecordedHost = Text("On the recorded host:", "記録されたホストでは:")
  package static let step = Text("Step", "手順")
  package static let prediction = Text(
    "Your prediction? A number, or Enter to skip: ", "予想は？ 番号、または Enter で省略: ")
  package static let right = Text("Right, as you predicted.", "予想どおりです。")
  package static let wrong = Text("It came out differently:", "予想とは違いました。正しくは:")
  package static let correct = Text("That is right.", "正解です。")
  package static let answerIs = Text("The answer:", "答え:")
  package static let prompt = Text(
    "Enter: run it · b: a step back · q: leave", "Enter: 実行 · b: 一つ戻る · q: 終わる")
  package static let promptByHand = Text(
    "Enter: run it · t: try it by hand · b: a step back · q: leave",
    "Enter: 実行 · t: 自分で試す · b: 一つ戻る · q: 終わる")
  package static let byHand = Text(
    "A shell in the room. Do it your way, then `exit`; the kernel is asked afterwards.",
    "部屋の中のシェルです。自由に試して `exit` してください。あとでカーネルに確かめます。")
  package static let shell = Text(
    "A shell in the room of the lesson; exit leads back.",
    "レッスンの部屋の中のシェルです。exit で戻ります。")
  package static let byHandDone = Text(
    "The kernel says that it is done.", "できています。カーネルで確かめました。")
  package static let byHandSeen = Text(
    "The kernel saw you do it. The lesson's shell now goes there too.",
    "できていたのをカーネルで確かめました。レッスンのシェルも同じ場所へ移ります。")
  package static let byHandNotDone = Text(
    "The kernel does not see it yet; try again, or press Enter to have it done.",
    "まだできていないようです。もう一度試すか、Enter で実行してください。")
  package static let broken = Text(
    "This kernel did something else than the text says.",
    "このカーネルでは、本文と違う結果になりました。")
  package static let skipped = Text("Left out:", "省略:")
  package static let quiz = Text("A question about this very moment", "いまこの瞬間についての問題")
  package static let quizOnRecordedHost = Text("A question about this host", "このホストについての問題")
  package static func guessed(_ number: Int) -> Text {
    Text("Your prediction: \(number)", "あなたの予想: \(number)")
  }
  package static let offerByHand = Text(
    "You may do this one yourself: `!` opens a shell in the room, `exit` comes back here.",
    "自分で試すこともできます。`!` で部屋の中にシェルが開き、`exit` でここに戻ります。")
  package static let finishing = Text(
    "This is the end of the lesson. The rooms go when you leave it.",
    "レッスンはこれで終わりです。ここを離れると、部屋はなくなります。")
  package static let finished = Text(
    "The end of the lesson. The rooms are gone.", "レッスンは終わりです。部屋はもうありません。")
  package static let left = Text(
    "Left. The rooms are gone.", "終わりました。部屋はもうありません。")
}
