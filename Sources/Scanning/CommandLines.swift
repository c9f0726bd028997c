internal import Limits
internal import Namespaces

/// Keeps the command lines of processes within bounds: of each the beginning, and more only as far as
/// what is kept for one user goes.
struct CommandLines {
  private var kept: [UserShare: Int] = [:]

  /// The processes whose command line is cut, by user.
  private(set) var cuts = Cuts()

  /// Cuts the command line of a process where its user has no more to spare.
  mutating func shorten(_ record: inout ProcessRecord) {
    let excess = record.command.utf8.count - ReadLimits.shortCommandLine
    if excess <= 0 { return }
    let share = UserShare(of: record.uid)
    let most = share == .root ? ReadLimits.commandLinesOfRoot : ReadLimits.commandLinesOfUser
    if kept[share, default: 0] + excess > most {
      let beginning = record.command.utf8.prefix(ReadLimits.shortCommandLine)
      record.command = String(decoding: beginning, as: UTF8.self) + Self.mark
      record.writtenCommand = nil
    } else {
      kept[share, default: 0] += excess
    }
    if record.command.hasSuffix(Self.mark) { cuts.add(record.uid) }
  }

  /// What stands at the end of a command line that goes on.
  static let mark = "…"
}
