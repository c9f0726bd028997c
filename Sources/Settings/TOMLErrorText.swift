import Localization
import TOML

extension TOMLError.Problem {
  /// One sentence that says what is wrong and what would be right.
  var words: Text {
    switch self {
    case .noKey:
      Text("a line is key = value, [table] or # comment, and this is none of them")
    case .noEqualsSign(let key):
      Text("\(key) needs a = and a value after it")
    case .noValue(let key):
      Text("\(key) has no value; a text stands in quotes, as in \(key) = \"…\"")
    case .noSuchValue(let word):
      Text("\(word) is no value; a text stands in quotes: \"\(word)\"")
    case .repeatedKey(let key, let line):
      Text("\(key) stands in line \(line) already; keep one of the two")
    case .repeatedTable(let name, let line):
      Text("[\(name)] begins in line \(line) already; put all of it there")
    case .openString:
      Text("the text has no closing quote on its line")
    case .openArray:
      Text("the array needs a comma between its values and a ] at its end")
    case .tooDeep(let limit):
      Text("more than \(limit) arrays stand in each other; write them flatter")
    case .openTable:
      Text("a table is [name] alone on its line, of letters, digits, - and _")
    case .unknownEscape(let escape):
      Text("\\\(escape) means nothing in a text; a backslash itself is \\\\")
    case .controlCharacter:
      Text("there is a control character; take it out")
    case .textAfterValue(let text):
      Text("“\(text)” stands after the value; a comment begins with #")
    case .unsupported(let feature): feature.words
    }
  }
}

extension TOMLError.Feature {
  fileprivate var words: Text {
    switch self {
    case .dottedKey:
      Text("heya reads no keys with dots; write a [table] and the key in it")
    case .quotedKey:
      Text("heya reads no keys in quotes; leave them out")
    case .inlineTable:
      Text("heya reads no tables in braces; write a [table]")
    case .arrayOfTables:
      Text("heya reads no [[tables]]; write [table]")
    case .longString:
      Text("heya reads no texts over several lines; use one pair of quotes")
    }
  }
}
