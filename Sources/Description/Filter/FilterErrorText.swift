package import Localization

extension FilterError {
  /// What is wrong with the filter.
  package var words: Text {
    switch problem {
    case .surplus(let text): Text("'\(text)' is one too many")
    case .missingParenthesis: Text("a ')' is missing")
    case .missingQuestion: Text("a field or a flag is missing")
    case .unknownName(let name):
      Text("there is no field or flag '\(name)' (there is \(list: Filter.names))")
    case .missingOperator(let field):
      Text("after '\(field)' an operator is missing (= != ~ !~ < <= > >=)")
    case .missingQuote: Text("the closing '\"' is missing")
    case .missingValue: Text("a value is missing")
    case .notANumber(let text): Text("'\(text)' is no number")
    case .unknownValue(let field, let text):
      Text(
        "'\(text)' is no value of \(field) (there is \(list: FieldKey(named: field)?.choices ?? []))"
      )
    }
  }
}
