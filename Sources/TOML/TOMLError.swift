public import Localization

/// Why a text is not TOML, or more of it than heya reads.
public struct TOMLError: Error, Sendable, Hashable {
  /// The line, from 1.
  public var line: Int

  /// What is wrong there.
  public var problem: Problem

  /// What can be wrong.
  public enum Problem: Sendable, Hashable {
    case noKey
    case noEqualsSign(key: String)
    case noValue(key: String)
    case noSuchValue(String)
    case repeatedKey(String, firstLine: Int)
    case repeatedTable(String, firstLine: Int)
    case openString
    case openArray
    case tooDeep(limit: Int)
    case openTable
    case unknownEscape(String)
    case controlCharacter
    case textAfterValue(String)
    case unsupported(Feature)
  }

  /// A part of TOML that heya does not read.
  public enum Feature: Sendable, Hashable {
    case dottedKey
    case quotedKey
    case inlineTable
    case arrayOfTables
    case longString
  }
}

extension TOMLError.Problem {
  /// One sentence that says what is wrong and what would be right.
  public var words: Text {
    switch self {
    case .noKey:
      Text(
        "a line is key = value, [table] or # comment, and this is none of them",
        "行は「key = value」「[table]」「# 注釈」のどれかですが、どれでもありません")
    case .noEqualsSign(let key):
      Text("\(key) needs a = and a value after it", "\(key) の後に「=」と値が必要です")
    case .noValue(let key):
      Text(
        "\(key) has no value; a text stands in quotes, as in \(key) = \"…\"",
        "\(key) に値がありません。文字列は \(key) = \"…\" のように引用符で囲みます")
    case .noSuchValue(let word):
      Text(
        "\(word) is no value; a text stands in quotes: \"\(word)\"",
        "\(word) は値ではありません。文字列なら \"\(word)\" と引用符で囲みます")
    case .repeatedKey(let key, let line):
      Text(
        "\(key) stands in line \(line) already; keep one of the two",
        "\(key) は \(line) 行目にもあります。どちらかを消してください")
    case .repeatedTable(let name, let line):
      Text(
        "[\(name)] begins in line \(line) already; put all of it there",
        "[\(name)] は \(line) 行目にもあります。一か所にまとめてください")
    case .openString:
      Text("the text has no closing quote on its line", "文字列を閉じる引用符が、同じ行にありません")
    case .openArray:
      Text(
        "the array needs a comma between its values and a ] at its end",
        "配列は、値をコンマで区切り、最後を「]」で閉じます")
    case .tooDeep(let limit):
      Text(
        "more than \(limit) arrays stand in each other; write them flatter",
        "配列の入れ子は \(limit) 段までです。浅く書き直してください")
    case .openTable:
      Text(
        "a table is [name] alone on its line, of letters, digits, - and _",
        "表は一行に [名前] だけを書きます。名前に使えるのは英数字、「-」、「_」です")
    case .unknownEscape(let escape):
      Text(
        "\\\(escape) means nothing in a text; a backslash itself is \\\\",
        "文字列の中の \\\(escape) には意味がありません。バックスラッシュ自体は \\\\ と書きます")
    case .controlCharacter:
      Text("there is a control character; take it out", "制御文字があります。取り除いてください")
    case .textAfterValue(let text):
      Text(
        "“\(text)” stands after the value; a comment begins with #",
        "値の後に「\(text)」があります。注釈は # で始めます")
    case .unsupported(let feature): feature.words
    }
  }
}

extension TOMLError.Feature {
  fileprivate var words: Text {
    switch self {
    case .dottedKey:
      Text(
        "heya reads no keys with dots; write a [table] and the key in it",
        "点のある key は読めません。[table] を書き、その中に key を書いてください")
    case .quotedKey:
      Text("heya reads no keys in quotes; leave them out", "引用符のある key は読めません。引用符を外してください")
    case .inlineTable:
      Text(
        "heya reads no tables in braces; write a [table]", "波括弧の表は読めません。[table] を書いてください")
    case .arrayOfTables:
      Text("heya reads no [[tables]]; write [table]", "[[table]] は読めません。[table] と書いてください")
    case .longString:
      Text(
        "heya reads no texts over several lines; use one pair of quotes",
        "複数行の文字列は読めません。一組の引用符で囲んでください")
    }
  }
}
