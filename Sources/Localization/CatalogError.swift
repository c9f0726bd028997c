/// What is wrong in a file of translations, and where: for whoever writes the file.
package struct CatalogError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The line, from 1.
  package var line: Int

  /// What is wrong there.
  package var problem: Problem

  init(_ line: Int, _ problem: Problem) {
    self.line = line
    self.problem = problem
  }

  /// What can be wrong.
  package enum Problem: Sendable, Hashable {
    case noQuote
    case strayText
    case badEscape
    case controlCharacter
    case notUTF8
    case unknownKeyword(String)
    case misplaced(String)
    case incomplete
    case duplicate(String)
    case wrongForms(Int, Int)
    case wrongPluralRule
    case wrongCharset
  }

  /// The line and one sentence.
  package var description: String { "line \(line): \(sentence)" }

  private var sentence: String {
    switch problem {
    case .noQuote: "a text stands in quotes, which end on its line"
    case .strayText: "this text belongs to no keyword"
    case .badEscape: #"only \n, \t, \" and \\ can be written with a backslash"#
    case .controlCharacter: "there is a control character; take it out"
    case .notUTF8: "the file is not UTF-8"
    case .unknownKeyword(let word): "there is no keyword '\(word)'"
    case .misplaced(let word): "\(word) does not belong here"
    case .incomplete: "the entry before has no msgid or no msgstr"
    case .duplicate(let id): "\"\(id)\" is translated twice; give each its msgctxt"
    case .wrongForms(let count, let right):
      "the entry has \(count) forms, and the language \(right) by Plural-Forms"
    case .wrongPluralRule: "Plural-Forms is to be nplurals=NUMBER; plural=EXPRESSION;"
    case .wrongCharset: "the header is to say charset=UTF-8"
    }
  }
}
