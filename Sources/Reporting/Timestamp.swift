internal import Limits
internal import Namespaces

/// A moment, to be written for people and machines without a calendar library.
package struct Timestamp {
  /// Seconds after the Unix epoch.
  package var seconds: Double

  /// Creates a moment.
  package init(seconds: Double) {
    self.seconds = seconds
  }

  /// The moment in UTC, as ISO 8601 has it: `2026-11-24T13:35:14Z`.
  package var iso8601: String {
    let whole = min(
      max(Int(clamping: seconds.rounded(.down)), Self.years.lowerBound), Self.years.upperBound)
    let days = Int((Double(whole) / 86400).rounded(.down))
    let rest = whole - days * 86400
    let (year, month, day) = Self.date(days: days)
    return
      "\(String(repeating: "0", count: max(0, 4 - String(year).count)))\(year)-\(two(month))-\(two(day))T\(two(rest / 3600)):\(two(rest / 60 % 60))"
      + ":\(two(rest % 60))Z"
  }

  /// The seconds of the years 0 to 9999, which ISO 8601 writes with four digits.
  static let years = -62_167_219_200...253_402_300_799

  /// The civil date of a day counted from 1970-01-01.
  ///
  /// Years begin in March here, so that the leap day is the last of its year.
  private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension Snapshot {
  /// When the snapshot was taken, such as `2026-11-24T13:35:14Z`.
  package var takenText: String { Timestamp(seconds: taken).iso8601 }
}
