internal import ArgumentParser
internal import JSON
internal import Kernel
internal import Namespaces
internal import Reporting
internal import Wording

/// `heya capture`: a snapshot with contents in a file.
struct CaptureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture", abstract: "Write everything seen to a file, to look at it elsewhere.",
    discussion: """
      `heya --from FILE` browses it, without root and on any machine; list, tree, show, compare, \
      why and containers take --from FILE as well. The file holds command lines, addresses and names of users: it \
      is made readable for you alone.
      """)

  @Argument(help: "The file.")
  var file: String

  @OptionGroup var scan: ScanOptions

  func validate() throws {
    if scan.from != nil { throw ValidationError("a capture is made of the running host") }
  }

  func run() throws {
    let snapshot = try scan.snapshot()
    var capture = Capture(snapshot)
    for namespace in snapshot.namespaces {
      capture.contents[namespace.id] = Inside(of: namespace, in: snapshot).json
    }
    do {
      let file = try Descriptor.create(file, mode: 0o600)
      try file.write(Array(capture.json.text(.pretty).utf8) + [UInt8(ascii: "\n")])
    } catch {
      throw FileProblem(description: "cannot write \(file) (\(error)).")
    }
    let (namespaces, processes) = (snapshot.namespaces.count, snapshot.processes.count)
    let words = Words(
      "\(file): \(namespaces) namespaces and \(processes) processes",
      "\(file): 名前空間 \(namespaces)、プロセス \(processes)")
    print(words[scan.language])
    scan.report(snapshot.unseen)
  }
}
