internal import ArgumentParser
internal import Localization
internal import Namespaces
internal import SystemCalls

/// What heya says beside what a command was asked for: a sentence on the standard error, with the
/// program's name in front.
enum Message {
  /// What stands in front of every message.
  static let prefix = "heya: "

  /// Says a sentence.
  static func print(_ sentence: String) {
    StandardError.print(prefix + sentence)
  }

  /// Says that a target could not be found, and what is hidden, where it may be.
  static func print(_ error: TargetError, in language: Language) {
    print(error.words, in: language)
    print(error.unseen, in: language)
  }

  /// Says what could not be seen.
  static func print(_ unseen: [Unseen], in language: Language) {
    for note in unseen { print(note.words, in: language) }
  }

  /// Says a sentence in `language`.
  static func print(_ words: Text, in language: Language) {
    print(words[language])
  }
}

extension ValidationError {
  /// Wrong usage, in the language that the command line asks for.
  init(_ words: Text) {
    self.init(words[.requested])
  }
}

extension OutputError {
  /// One sentence.
  var words: Text {
    Text("cannot write to the standard output (\(reason)).")
  }
}
