internal import JSONCoding
internal import SystemCalls

/// What was measured, as a table and as JSON.
struct BenchmarkReport {
  /// The lines.
  var comparisons: [BenchmarkResult] = []

  /// What one look costs at several numbers of processes.
  var growth = Growth()

  /// The lines of the table.
  var table: [String] {
    var rows = [["work", "heya", "peer", "ratio: min", "median", "max", "goal", ""]]
    for line in comparisons {
      if let gap = line.gap {
        rows.append([line.work, "-", line.peer ?? "-", "-", "-", "-", line.goal.text, gap])
        continue
      }
      let (ratio, peer) = (line.ratio, line.peer)
      rows.append(
        [
          line.work, line.goal.shown(line.heya, line.unit),
          peer.map { "\($0) \(line.goal.shown(line.others, line.unit))" } ?? "-",
        ]
          + [ratio.minimum, ratio.median, ratio.maximum].map { peer == nil ? "-" : fixed($0, 3) }
          + [line.goal.text, line.isReached == true ? "reached" : "missed"])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ")
    } + growth.lines
  }

  /// All that was measured.
  var json: JSONValue {
    [
      "format": "heya-benchmark/1", "kernel": .string(Host.kernelRelease),
      "processors": .integer(Int64(Host.processors)),
      "comparisons": .array(comparisons.map(\.json)), "growth": growth.json,
    ]
  }

  /// What came out that cannot be, each in one sentence.
  var nonsense: [String] {
    comparisons.filter(\.isNonsense).map { "\($0.work): a measurement is no number" }
  }
}

extension BenchmarkResult.Goal {
  /// What is aimed at.
  fileprivate var text: String {
    switch self {
    case .ratio(let most): "<= \(fixed(most, 3))"
    case .p95(let most): "p95 <= \(fixed(most * 1000, 0)) ms"
    case .worst(let interval, let look):
      "worst <= interval \(fixed(interval, 2)) s + look \(fixed(look * 1000, 0)) ms"
    }
  }

  /// The measurement that the goal speaks of.
  fileprivate func shown(_ series: Samples, _ unit: BenchmarkResult.Unit) -> String {
    switch self {
    case .ratio: unit.text(series.median)
    case .p95:
      "\(unit.text(series.median)), p95 \(unit.text(series.quantile(0.95))), "
        + "worst \(unit.text(series.maximum))"
    case .worst:
      "\(unit.text(series.minimum)), median \(unit.text(series.median)), "
        + "worst \(unit.text(series.maximum))"
    }
  }
}

/// What `heya list` takes on crowds of several sizes.
struct Growth {
  /// The sizes with their measurements in seconds.
  var sizes: [(processes: Int, seconds: Samples)] = []

  /// Why it ends where it ends; nil when all sizes were measured.
  var gap: String?

  /// The lines that show it.
  fileprivate var lines: [String] {
    if sizes.isEmpty { return [] }
    return ["", "heya list by processes on the host:"]
      + sizes.map { size in
        let each = size.seconds.median / Double(size.processes) * 1e6
        return "  \(size.processes): \(fixed(size.seconds.median * 1000, 1)) ms, "
          + "\(fixed(each, 1)) us each"
      } + (gap.map { ["  no further: \($0)"] } ?? [])
  }

  fileprivate var json: JSONValue {
    .array(
      sizes.map { ["processes": .integer(Int64($0.processes)), "seconds": $0.seconds.json] })
  }
}
