internal import Description
internal import Localization
internal import Reporting

extension Table {
  /// A table of fields: a column for each, a row for each object.
  init<Object>(
    _ fields: [FieldKey], _ objects: [Described<Object>], _ language: Language,
    value: (FieldKey, Described<Object>) -> FieldValue
  ) {
    self.init(
      columns: fields.map { Column($0.heading[language], isNumeric: $0.isNumeric) },
      rows: objects.map { object in
        fields.map { field in
          let text = value(field, object).short(in: language)
          return text.isEmpty ? "-" : text
        }
      })
  }
}

extension Sequence {
  /// The objects in the order of a field, numbers from the smallest; those of which nothing is known
  /// last, equal ones as they were.
  func sorted(by field: FieldKey, _ value: (Element) -> FieldValue) -> [Element] {
    map { (element: $0, value: field.rank(value($0))) }.enumerated()
      .sorted { left, right in
        left.element.value.ascends(to: right.element.value) ?? (left.offset < right.offset)
      }
      .map(\.element.element)
  }
}

extension FieldKey {
  /// A value as it is ordered: where only some values are possible, by their place among these.
  fileprivate func rank(_ value: FieldValue) -> FieldValue {
    guard case .text(let text) = value, let place = choices?.firstIndex(of: text) else {
      return value
    }
    return .number(Int64(place))
  }
}
