import Foundation
import JSONCoding
import TestSupport
import Testing

@Suite("Captures in files, pipes and where nothing can be written")
final class CaptureFileTests {
  private let directory: String

  init() throws {
    directory = NSTemporaryDirectory() + "heya-capture-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: directory)
  }

  private func run(_ line: String) throws -> BuiltProgram.Output {
    try BuiltProgram.run(shell: "cd \(directory) && \(line)")
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: directory).sorted() }
  }

  @Test("a failing write leaves the old file and nothing beside it")
  func oldFile() throws {
    // As large as eight blocks of 512 bytes; a program is told of that by a signal, or by EFBIG.
    let limit = "echo old >f; trap '' XFSZ; ulimit -f 8"
    let output = try run("\(limit); $heya capture f; echo $?; cat f")
    #expect(output.text == "1\nold\n")
    #expect(output.errors == "heya: cannot write f (EFBIG: File too large).\n")
    #expect(try names == ["f"])
    _ = try run("\(limit); $heya capture g")
    #expect(try names == ["f"])
  }

  @Test("so does a full disk", .needs("unshare", "mount"))
  func fullDisk() throws {
    let output = try run(
      """
      unshare -m sh -c 'mkdir d && mount -t tmpfs -o size=16k none d && cd d && echo old >f
      $heya capture f; echo $?; cat f; ls'
      """)
    #expect(output.text == "1\nold\nf\n")
    #expect(output.errors == "heya: cannot write f (ENOSPC: No space left on device).\n")
  }

  @Test(
    "the interface says that a view cannot be written, and leaves nothing of it",
    .needs("unshare", "mount", "tmux"))
  func view() throws {
    #expect(try run("$heya capture f").status == 0)
    let tmux = Tmux("sh", columns: 120, rows: 30)
    let heya = BuiltProgram.path("heya")
    let disk = "mkdir d; mount -t tmpfs -o size=16k none d; cd d; head -c 1M /dev/zero >full"
    tmux.type("cd \(directory); unshare -m sh", "Enter", "\(disk); clear", "Enter")
    tmux.type("\(heya) --lang en --from ../f; ls; echo left", "Enter")
    #expect(tmux.wait(for: "Processes") != nil)
    tmux.type("w", "Enter")
    #expect(tmux.wait { $0.contains { $0.contains("Cannot write heya-") } } != nil)
    #expect(tmux.wait { $0.contains { $0.contains("ENOSPC") } } != nil)
    tmux.type("q")
    #expect(tmux.wait { $0.contains("left") && $0.contains("full") } != nil)
    #expect(!tmux.screen().contains { $0.hasPrefix("heya-") })
  }

  @Test("a new capture takes the place of an old one, for its owner alone; a link stays a link")
  func replacing() throws {
    let output = try run(
      "echo old >f; chmod 644 f; ln -s f link; $heya capture link && stat -c %a f")
    #expect(output.status == 0)
    #expect(output.text.hasSuffix("\n600\n"))
    #expect(try run("readlink link").text == "f\n")
    #expect(try run("$heya list --from f").status == 0)
    #expect(try names == ["f", "link"])
  }

  @Test("a pipe gets the capture as it comes, and stays one")
  func namedPipe() throws {
    let output = try run(
      "mkfifo p; cat p >f & $heya capture p && wait && test -p p && $heya list --from f")
    #expect(output.status == 0)
    #expect(output.text.contains("KIND"))
  }

  @Test(
    "the standard output and input carry a capture",
    arguments: [
      "$heya capture - | $heya list --from -",
      "$heya capture /dev/stdout | $heya list --from /dev/stdin",
      "$heya capture - >f; $heya list --from - <f", "$heya capture - | $heya --from -",
      "$heya capture /dev/stdout >f; $heya list --from f",
      "$heya capture - | bash -c '$heya list --from <(cat)'",
      "$heya capture f >/dev/null; $heya compare --captures - f <f",
    ])
  func streams(_ line: String) throws {
    let output = try run(line)
    #expect(output.status == 0, "\(output.errors)")
    #expect(!output.text.isEmpty)
    #expect(!output.errors.contains("cannot"))
  }

  @Test("nothing but the capture is on the standard output")
  func nothingElse() throws {
    let output = try run("$heya capture -")
    let value = try JSONValue(reading: Array(output.text.utf8))
    #expect(value["format"].string == "heya/1")
    #expect(output.errors.hasPrefix("heya: standard output: "))
  }

  @Test(
    "what is no capture is told from one at its beginning",
    arguments: [
      ("$heya list --from /dev/zero", "cannot use /dev/zero: it is no capture"),
      (
        "echo '{}' | gzip | $heya list --from -", "the standard input: it is compressed; decompress"
      ),
      ("$heya list --from - </dev/null", "cannot use the standard input: it is no capture"),
      ("$heya list --from - <&-", "cannot read the standard input (EBADF"),
      ("$heya list --from .", "cannot read . (EISDIR"),
    ])
  func foreign(_ line: String, _ sentence: String) throws {
    let output = try run(line)
    #expect(output.status == 1)
    #expect(output.text.isEmpty)
    #expect(output.errors.contains(sentence), "\(output.errors)")
  }
}
