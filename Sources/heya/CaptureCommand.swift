internal import ArgumentParser
internal import JSONCoding
internal import Localization
internal import Namespaces
internal import Reporting
internal import SystemCalls

/// `heya capture`: a snapshot with contents in a file.
struct CaptureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture", abstract: "Write everything seen to a file, to look at it elsewhere.",
    discussion: """
      `heya --from FILE` browses it, without root and on any machine; list, tree, show, compare, \
      why and containers take --from FILE as well. The file holds command lines, addresses and names of users: it \
      is made readable for you alone, and takes the place of an old one only when it is whole. With - \
      for FILE it goes to the standard output, as in `heya capture - | gzip > FILE.gz`, and \
      `--from -` reads one from the standard input.
      """)

  @Argument(help: "The file, or - for the standard output.")
  var file: String

  @OptionGroup var scan: ScanOptions

  func validate() throws {
    if scan.from != nil {
      throw ValidationError(
        Text("a capture is made of the running host; leave out --from"))
    }
  }

  func run() throws {
    let snapshot = try scan.snapshot()
    var capture = Capture(snapshot)
    for namespace in snapshot.namespaces {
      capture.contents[namespace.id] = ContentsResult(of: namespace, in: snapshot).json
    }
    let isOutput = try write(capture.json)
    let namespaces = Text.namespaces(snapshot.namespaces.count)
    let processes = Text.processes(snapshot.processes.count)
    let name = isOutput ? Text("standard output") : Text(verbatim: file)
    let words = Text("\(name): \(namespaces) and \(processes)")
    if isOutput {
      Message.print(words, in: scan.language)
    } else {
      try StandardOutput.print(words[scan.language])
    }
    scan.report(snapshot)
  }

  /// Writes the file; says whether that is the standard output, be it called `/dev/stdout`.
  private func write(_ value: JSONValue) throws -> Bool {
    let target = try? FileStatus(path: file)
    let output = try? Descriptor.borrowing(1) { (stream) throws(Errno) in try stream.status() }
    let isOutput = target?.device == output?.device && target?.inode == output?.inode
    if file == "-" || target != nil && isOutput {
      try StandardOutput.print(value)
      return true
    }
    do throws(OwnFile.Refusal) {
      try OwnFile.write(named: file, with: Array((value.text(.pretty) + "\n").utf8))
    } catch {
      throw FileError.unwritable(file, error)
    }
    return false
  }
}
