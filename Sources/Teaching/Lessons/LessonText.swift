package import Localization

/// What heya says to a learner between the steps.
package enum LessonText {
  package static let lessons = Text("Lessons", context: "list")
  package static let minutes = Text("min")
  package static let begin = Text("Begin with `heya learn NAME`, for example `heya learn first`.")
  package static let choose = Text("Which one? A name, or Enter to leave: ")
  package static let madeBy = Text(
    """
    The rooms of this lesson are real, and they go when you leave. Run `heya` in a second terminal to see them come and go.
    """)
  package static let recorded = Text(
    "This is a recorded host: no step is run here. What it shows of each is that host's own.")
  package static let onRecordedHost = Text("On the recorded host:")
  package static let step = Text("Step")
  package static let prediction = Text("Your prediction? A number, or Enter to skip: ")
  package static let right = Text("Right, as you predicted.")
  package static let wrong = Text("It came out differently:")
  package static let correct = Text("That is right.")
  package static let answerIs = Text("The answer:")
  package static let prompt = Text("Enter: run it · b: a step back · q: leave")
  package static let promptByHand = Text(
    "Enter: run it · t: try it by hand · b: a step back · q: leave")
  package static let byHand = Text(
    "A shell in the room. Do it your way, then `exit`; the kernel is asked afterwards.")
  package static let shell = Text("A shell in the room of the lesson; exit leads back.")
  package static let byHandDone = Text("The kernel says that it is done.")
  package static let byHandSeen = Text(
    "The kernel saw you do it. The lesson's shell now goes there too.")
  package static let byHandNotDone = Text(
    "The kernel does not see it yet; try again, or press Enter to have it done.")
  package static let broken = Text("This kernel did something else than the text says.")
  package static let skipped = Text("Left out:")
  package static let quiz = Text("A question about this very moment")
  package static let quizOnRecordedHost = Text("A question about this host")
  package static func guessed(_ number: Int) -> Text {
    Text("Your prediction: \(number)")
  }
  package static let offerByHand = Text(
    "You may do this one yourself: `!` opens a shell in the room, `exit` comes back here.")
  package static let finishing = Text(
    "This is the end of the lesson. The rooms go when you leave it.")
  package static let finished = Text("The end of the lesson. The rooms are gone.")
  package static let left = Text("Left. The rooms are gone.")
}
