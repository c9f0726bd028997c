internal import Localization
internal import Namespaces

/// The processes that `ps -ef` printed in a step.
struct ProcessList {
  private var entries: [Entry] = []

  /// A line of the list.
  private struct Entry {
    /// The process as the whole host knows it; nil when it has ended since, as `ps` itself has.
    var host: Int32?

    /// Its number as printed.
    var number: String

    var command: String

    /// Whether both are about one process, or about one that each list had for itself.
    func isSame(as other: Entry) -> Bool { host == other.host && command == other.command }
  }

  /// Reads what the step's command printed.
  init(of result: StepResult) {
    let numbers = result.place.numbersSeen
    for line in result.answer.output.split(separator: "\n").dropFirst() {
      // UID, PID, PPID, C, STIME, TTY, TIME and the command, which may have spaces.
      let fields = line.split(separator: " ", maxSplits: 7)
      guard fields.count == 8, let number = Int32(fields[1]) else { continue }
      entries.append(
        Entry(host: numbers[number], number: "\(number)", command: String(fields[7])))
    }
  }

  /// A table of who is in this list, in the other, or in both.
  func compared(with later: ProcessList) -> [TableLine] {
    let new = later.entries.filter { entry in !entries.contains { $0.isSame(as: entry) } }
    return [.head("ps -ef")]
      + (entries + new).map { entry in
        let left = entries.first { $0.isSame(as: entry) }
        let right = later.entries.first { $0.isSame(as: entry) }
        return TableLine(
          name: Text(verbatim: entry.command), left: Self.number(of: left),
          right: Self.number(of: right),
          differs: (left == nil) != (right == nil))
      }
  }

  private static func number(of entry: Entry?) -> Text {
    entry.map { Text(verbatim: $0.number) } ?? Text("not seen")
  }
}

extension LabState {
  /// The processes in the shell's PID namespace, by the numbers that they have there.
  fileprivate var numbersSeen: [Int32: Int32] {
    var numbers: [Int32: Int32] = [:]
    for process in processes where process.links[.pid] == shell.links[.pid] {
      numbers[process.innermostPID] = process.pid
    }
    return numbers
  }
}
