package import Localization

/// What there is to see of a lesson at one moment: the text of a step, ready for the pane beside
/// the tree.
package struct LessonPage: Sendable, Hashable {
  /// The lesson's name and title.
  package var title: String

  /// Which of how many steps, such as `Step 3/9`.
  package var position: String

  /// Where in the step the learner is.
  package var stage: Stage

  /// The text, wrapped to the columns that were asked for.
  package var lines: [StyledLine]

  /// The command that is about to be run; empty when none is.
  package var command: String

  /// How many answers there are to the question that is open; 0 without one.
  package var choices: Int

  /// The outermost process of the lesson's lab, whose namespaces the tree shows; nil without a lab.
  package var lab: Int32?

  /// The process in whose namespaces a shell can be opened; nil when none can.
  package var shell: Int32?

  /// Creates a page without text.
  package init(title: String, position: String, stage: Stage) {
    self.title = title
    self.position = position
    self.stage = stage
    lines = []
    command = ""
    choices = 0
  }

  /// Where in a step the learner is.
  package enum Stage: Sendable, Hashable {
    /// Before the command.
    case introduction

    /// After it.
    case result

    /// At the question that ends the lesson.
    case quiz

    /// At the end of the lesson.
    case over
  }
}

/// A lesson on the list of lessons.
package struct LessonEntry: Sendable, Hashable {
  /// What one types after `heya learn`.
  package var id: String

  /// The title.
  package var title: String

  /// How long it takes, in minutes.
  package var minutes: Int

  /// Whether it was taken to its end.
  package var isDone: Bool

  /// Creates an entry.
  package init(id: String, title: String, minutes: Int, isDone: Bool) {
    self.id = id
    self.title = title
    self.minutes = minutes
    self.isDone = isDone
  }
}

/// What a learner asks for.
package enum LessonRequest: Sendable, Hashable {
  /// To begin a lesson.
  case begin(String, LessonFormat)

  /// To run the step's command, or to go on to the next step.
  case proceed

  /// To give an answer to the open question, counted from 0.
  case answer(Int)

  /// To do the step again, from before its command.
  case again

  /// To go back to the step before.
  case back

  /// A shell in the namespaces of a process of the lab; `command` is what comes next in the lesson,
  /// empty for nothing.
  case shell(Int32, command: String)

  /// To leave; everything that the lesson made is taken down.
  case leave

  /// To have the text in another form.
  case layOut(LessonFormat)
}

/// How the text of a lesson is laid out.
package struct LessonFormat: Sendable, Hashable {
  /// The columns of a line.
  package var columns: Int

  /// Whether the lab is to be seen beside the text.
  package var hasTree: Bool

  /// Creates a format.
  package init(columns: Int, hasTree: Bool) {
    self.columns = columns
    self.hasTree = hasTree
  }
}
