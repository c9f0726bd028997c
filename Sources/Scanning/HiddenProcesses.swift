internal import Limits
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// The processes that `/proc` itself hides: mounted with `hidepid`, it shows to each only the
/// processes that it may look at (proc(5)).
struct HiddenProcesses {
  /// How the directory is mounted, such as `hidepid=invisible`; nil where nothing is hidden.
  private let option: String?

  /// Finds out how `root` is mounted.
  init(root: String, proc: borrowing Descriptor) {
    var option: String?
    if let file = try? proc.open("self/mountinfo"),
      let text = try? file.contents(upTo: ReadLimits.mountInfo)
    {
      // Of several mounts at one place the last is on top.
      let mount = MountInfo.all(in: text.span).last { $0.mountPoint == root }
      option = mount?.superOptions.split(separator: ",").map(String.init).first {
        $0.hasPrefix("hidepid=") && $0 != "hidepid=0" && $0 != "hidepid=off"
      }
    }
    self.option = option
  }

  /// How many threads the kernel counts on the host beyond those that were seen.
  ///
  /// - Parameters:
  ///   - seen: the processes that were seen.
  ///   - observer: who saw them.
  ///   - proc: the directory that is mounted so.
  /// - Returns: a note; nil where nothing is hidden.
  func unseen(
    beyond seen: [ProcessRecord], by observer: Observer, proc: borrowing Descriptor
  ) -> Unseen? {
    guard let option, let file = try? proc.open("loadavg"), let text = try? file.contents() else {
      return nil
    }
    // As in "0.20 0.18 0.12 1/80 11206": behind the slash stand all threads of the host.
    var index = text.span.index(of: UInt8(ascii: "/"), from: 0) + 1
    guard let all = text.span.decimal(at: &index) else { return nil }
    let hidden = Int(clamping: all) - seen.reduce(0) { $0 + Int($1.threads) }
    guard hidden > 0 else { return nil }
    return Unseen(
      .thing(.threads), count: hidden, .mounted(with: option, byRoot: observer.uid == 0))
  }
}
