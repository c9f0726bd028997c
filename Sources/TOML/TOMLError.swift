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
