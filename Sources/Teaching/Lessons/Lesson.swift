public import Localization
package import Namespaces

/// A lesson: steps that a learner takes in a ``Lab``, one after the other.
public struct Lesson: Sendable, Identifiable {
  /// What one types after `heya learn`.
  public var id: String

  /// The title.
  public var title: Text

  /// How long it takes a learner, in minutes.
  public var minutes: Int

  /// What it needs beside a lab.
  var needs: [Need]

  /// Lines that the lab's shell runs before the first step, out of the learner's sight.
  var preparation: [String]

  /// The steps.
  package var steps: [Step]

  /// The kind that the question at the end is about.
  package var quiz: NamespaceKind

  init(
    _ id: String, _ title: Text, minutes: Int, needs: [Need] = [],
    prepare preparation: [String] = [], quiz: NamespaceKind, steps: [Step]
  ) {
    self.id = id
    self.title = title
    self.minutes = minutes
    self.needs = needs
    self.preparation = preparation
    self.quiz = quiz
    self.steps = steps
  }

  /// The name and the title, such as `first: A room of one's own`.
  package func heading(in language: Language) -> String {
    title[language].hasPrefix("\(id):") ? title[language] : "\(id): \(title[language])"
  }

  /// What a lesson needs that not every system has.
  package enum Need: Sendable, Hashable {
    case root
    case program(String)

    /// A kind that not every kernel has or lets one make.
    case kind(NamespaceKind)

    /// A control group of the lab's own with a limit on processes.
    case controlGroup
  }
}

/// A step of a lesson: what to do, what to expect, and what is then to be seen in the kernel.
package struct Step: Sendable {
  /// The name by which claims of later steps refer to this one.
  package var id: String

  /// What it is about.
  package var text: Text

  /// A prediction that the learner makes before.
  package var question: Question?

  /// The line that the lab's shell runs.
  package var command: String

  /// A line that shows what the command does without doing it again: with it a learner may take the
  /// step by hand, in a shell of the room.
  package var look: String?

  /// What is set side by side after the command.
  package var table: Table?

  /// What the step needs beside what its lesson needs.
  package var needs: [Lesson.Need]

  /// What must have come true.
  package var checks: [Check]

  /// What the result shows.
  package var shows: Text

  /// A table made from the kernel's answers.
  package enum Table: Sendable, Hashable {
    /// The ten links of the shell at the end of an earlier step and now.
    case links(since: String)

    /// Who is in the list of `ps -ef` that an earlier step printed, and who is in this one's.
    case listed(since: String)

    /// What the shell and a container of this host share with their host.
    case container
  }

  init(
    _ id: String, _ text: Text, ask question: Question? = nil, run command: String,
    look: String? = nil, table: Table? = nil, needs: [Lesson.Need] = [], checks: [Check] = [],
    shows: Text
  ) {
    self.id = id
    self.text = text
    self.question = question
    self.command = command
    self.look = look
    self.table = table
    self.needs = needs
    self.checks = checks
    self.shows = shows
  }
}

/// A question with several answers, one of which is right.
package struct Question: Sendable {
  /// The question.
  package var text: Text

  /// The answers to choose from.
  package var choices: [Text]

  /// The index of the right one.
  package var answer: Int

  init(_ text: Text, _ choices: [Text], answer: Int) {
    self.text = text
    self.choices = choices
    self.answer = answer
  }
}
