package import Localization

/// What came of an entry, to be read when one is back.
package struct EntryReport: Sendable {
  /// What was entered, such as `sh (4242)`.
  package var title: String

  /// One sentence: how it ended, and what it left behind.
  package var sentence: String

  /// Whether it went wrong.
  package var isError: Bool

  /// What was called and what the kernel returned, and what was left behind.
  package var lines: [StyledLine]

  /// Creates a report.
  package init(title: String, sentence: String, isError: Bool, lines: [StyledLine]) {
    self.title = title
    self.sentence = sentence
    self.isError = isError
    self.lines = lines
  }
}
