internal import JSONCoding

/// One line of the report: what heya takes, what a peer takes, and what is aimed at.
struct BenchmarkResult {
  /// What was done.
  var work: String

  /// The name of the peer; nil where none does the like.
  var peer: String?

  /// What was measured.
  var unit: Unit

  /// Measurements of heya.
  var heya = Samples()

  /// Measurements of the peer, each of the same turn as heya's.
  var others = Samples()

  /// What shall be at most how much.
  var goal: Goal

  /// Why there are no measurements; nil when there are.
  var gap: String?

  /// What is measured.
  enum Unit: String {
    case seconds
    case bytes

    /// A measurement as text.
    func text(_ value: Double) -> String {
      switch self {
      case .seconds: value < 1 ? "\(fixed(value * 1000, 2)) ms" : "\(fixed(value, 2)) s"
      case .bytes: "\(fixed(value / 1_048_576, 1)) MiB"
      }
    }
  }

  /// What is aimed at.
  enum Goal {
    /// The median of the ratios of heya to the peer.
    case ratio(Double)

    /// The 95th percentile of heya's measurements.
    case p95(Double)

    /// The longest of heya's measurements: the seconds from one look to the next, and those that a
    /// look itself takes.
    case worst(interval: Double, look: Double)
  }

  /// heya's measurements divided by the peer's.
  var ratio: Samples { heya / others }

  /// Whether the goal is reached; nil when that was not measured.
  var isReached: Bool? {
    switch goal {
    case .ratio(let most): ratio.values.isEmpty ? nil : ratio.median <= most
    case .p95(let most): heya.values.isEmpty ? nil : heya.quantile(0.95) <= most
    case .worst(let interval, let look):
      heya.values.isEmpty ? nil : heya.maximum <= interval + look
    }
  }

  /// Whether something came out that cannot be.
  var isNonsense: Bool {
    (heya.values + others.values + ratio.values).contains { !$0.isFinite || $0 < 0 }
  }

  /// The line as JSON.
  var json: JSONValue {
    var object: JSONObject = [
      "work": .string(work), "peer": peer.map { .string($0) } ?? .null,
      "unit": .string(unit.rawValue),
      "heya": heya.json, "others": others.json, "ratio": ratio.json,
    ]
    switch goal {
    case .ratio(let most): object["goal"] = ["ratio": .number(most)]
    case .p95(let most): object["goal"] = ["p95": .number(most)]
    case .worst(let interval, let look):
      object["goal"] = ["interval": .number(interval), "look": .number(look)]
    }
    object["reached"] = isReached.map { .bool($0) } ?? .null
    object["gap"] = gap.map { .string($0) } ?? .null
    return .object(object)
  }
}

/// A number with so many digits after the point.
func fixed(_ value: Double, _ digits: Int) -> String {
  guard value.isFinite else { return "?" }
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = Int((value * scale).rounded())
  let fraction = String(scaled.magnitude % UInt(scale))
  let sign = scaled < 0 ? "-" : ""
  let whole = "\(sign)\(scaled.magnitude / UInt(scale))"
  if digits == 0 { return whole }
  return "\(whole).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
}
