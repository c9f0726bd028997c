internal import JSONCoding

/// Several measurements of the same thing.
struct Samples {
  /// The measurements, in the order in which they were made.
  var values: [Double] = []

  /// The smallest.
  var minimum: Double { values.min() ?? .nan }

  /// The largest.
  var maximum: Double { values.max() ?? .nan }

  /// The one in the middle.
  var median: Double { quantile(0.5) }

  /// The measurement that a share of all do not exceed.
  func quantile(_ share: Double) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  /// Each measurement divided by the other's of the same turn.
  static func / (left: Samples, right: Samples) -> Samples {
    Samples(values: zip(left.values, right.values).map { $0 / $1 })
  }

  /// Adds a measurement.
  mutating func add(_ value: Double) {
    values.append(value)
  }

  /// The measurements and what they come to.
  var json: JSONValue {
    [
      "minimum": .number(minimum), "median": .number(median), "p95": .number(quantile(0.95)),
      "maximum": .number(maximum), "values": .array(values.map { .number($0) }),
    ]
  }
}
