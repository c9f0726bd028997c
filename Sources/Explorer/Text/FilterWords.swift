package import Localization
package import Namespaces

extension FilterError {
  /// What is wrong with the filter.
  package var words: Words {
    switch problem {
    case .surplus(let text): Words(reason, "'\(text)' が余分です")
    case .missingParenthesis: Words(reason, "')' がありません")
    case .missingQuestion: Words(reason, "項目かフラグがありません")
    case .unknownName(let name):
      Words(reason, "'\(name)' という項目やフラグはありません（\(Filter.names.joined(separator: "、"))）")
    case .missingOperator(let field): Words(reason, "'\(field)' の後に演算子がありません")
    case .missingQuote: Words(reason, "閉じの '\"' がありません")
    case .missingValue: Words(reason, "値がありません")
    case .notANumber(let text): Words(reason, "'\(text)' は数ではありません")
    case .unknownKind(let name):
      Words(
        reason,
        "'\(name)' という種類はありません（\(NamespaceKind.allCases.map(\.name).joined(separator: "、"))）")
    case .unknownSharing(let name):
      Words(reason, "'\(name)' として共有されるものはありません（\(Filter.Field.sharings.joined(separator: "、"))）")
    }
  }
}
