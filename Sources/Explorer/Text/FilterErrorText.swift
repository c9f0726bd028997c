package import Localization
package import Namespaces

extension FilterError {
  /// What is wrong with the filter.
  package var words: Text {
    switch problem {
    case .surplus(let text): Text(reason, "'\(text)' が余分です")
    case .missingParenthesis: Text(reason, "')' がありません")
    case .missingQuestion: Text(reason, "項目かフラグがありません")
    case .unknownName(let name):
      Text(reason, "'\(name)' という項目やフラグはありません（\(Filter.names.joined(separator: "、"))）")
    case .missingOperator(let field): Text(reason, "'\(field)' の後に演算子がありません")
    case .missingQuote: Text(reason, "閉じの '\"' がありません")
    case .missingValue: Text(reason, "値がありません")
    case .notANumber(let text): Text(reason, "'\(text)' は数ではありません")
    case .unknownKind(let name):
      Text(
        reason,
        "'\(name)' という種類はありません（\(NamespaceKind.allCases.map(\.name).joined(separator: "、"))）")
    case .unknownSharing(let name):
      Text(reason, "'\(name)' として共有されるものはありません（\(Filter.Field.sharings.joined(separator: "、"))）")
    }
  }
}
