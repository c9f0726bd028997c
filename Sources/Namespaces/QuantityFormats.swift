/// An amount of memory in bytes, written in at most five characters, such as `12M` or `1.4G`.
package struct Bytes: CustomStringConvertible {
  /// The bytes.
  package var value: Double

  /// Creates an amount of bytes.
  package init(value: Double) {
    self.value = value
  }

  /// The amount in powers of 1,024.
  package var description: String {
    var (value, unit) = (value, 0)
    while value >= 1000, unit < Self.units.count - 1 {
      value /= 1024
      unit += 1
    }
    let number = unit > 0 && value < 9.95 ? Decimal(value, places: 1) : Decimal(value, places: 0)
    return "\(number)\(Self.units[unit])"
  }

  private static let units = ["", "K", "M", "G", "T", "P", "E"]
}

/// A number with a fixed number of places behind the point.
package struct Decimal: CustomStringConvertible {
  private var value: Double
  private var places: Int

  /// Creates a number; what is not finite counts as 0, what is beyond 10^15 as that.
  package init(_ value: Double, places: Int) {
    self.value = value.isFinite ? min(max(value, -1e15), 1e15) : 0
    self.places = places
  }

  /// The digits.
  package var description: String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((value.magnitude * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    if places == 0 { return sign + String(scaled) }
    let fraction = String(scaled % scale)
    return sign + "\(scaled / scale)."
      + String(repeating: "0", count: places - fraction.count) + fraction
  }
}

/// A number of seconds as people read it, such as `1`, `0.5` or `2.5`.
package struct Seconds: CustomStringConvertible {
  /// The seconds.
  package var value: Double

  /// Creates a number of seconds.
  package init(value: Double) {
    self.value = value
  }

  /// The number, with one place only where it is not whole.
  package var description: String {
    value == value.rounded() ? "\(Decimal(value, places: 0))" : "\(Decimal(value, places: 1))"
  }
}

/// A span of time in its two largest units, such as `3m 20s` or `5d 4h`.
package struct Age: CustomStringConvertible {
  /// The seconds.
  package var seconds: Double

  /// Creates a span of seconds.
  package init(seconds: Double) {
    self.seconds = seconds
  }

  /// The span; `0s` for less than nothing.
  package var description: String {
    let total = seconds.isFinite ? Int(min(max(seconds, 0), 1e12)) : 0
    let (minutes, hours, days) = (total / 60, total / 3600, total / 86_400)
    if days > 0 { return hours % 24 > 0 ? "\(days)d \(hours % 24)h" : "\(days)d" }
    if hours > 0 { return minutes % 60 > 0 ? "\(hours)h \(minutes % 60)m" : "\(hours)h" }
    if minutes > 0 { return total % 60 > 0 ? "\(minutes)m \(total % 60)s" : "\(minutes)m" }
    return "\(total)s"
  }

  /// The span in its largest unit only.
  package var short: String { String(description.prefix { $0 != " " }) }
}

/// A time of day, such as `02:13:07`.
package struct TimeOfDay: CustomStringConvertible {
  /// Seconds after the Unix epoch, in the time zone to be shown.
  package var seconds: Double

  /// Creates a time of day.
  package init(seconds: Double) {
    self.seconds = seconds
  }

  /// Hours, minutes and seconds.
  package var description: String {
    let total = seconds.isFinite ? Int(min(max(seconds, 0), 1e12)) % 86_400 : 0
    return [total / 3600, total / 60 % 60, total % 60]
      .map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
  }
}
