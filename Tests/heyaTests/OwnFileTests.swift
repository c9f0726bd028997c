import Foundation
import SystemCalls
import TestSupport
import Testing

private let heya = BuiltProgram.path("heya")

/// A home with a place for each of heya's files, which goes with it.
private struct Home: ~Copyable {
  let path = "/tmp/heya-home-\(UUID().uuidString.prefix(8))"

  init(owner: Int = Int(geteuid())) throws {
    for directory in ["/.config/heya", "/.local/state/heya"] {
      try FileManager.default.createDirectory(
        atPath: path + directory, withIntermediateDirectories: true)
    }
    if owner != Int(geteuid()) { _ = unsafe chown(path, uid_t(owner), gid_t(owner)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var config: String { path + "/.config/heya/config.toml" }
  var state: String { path + "/.local/state/heya/state.json" }

  /// Runs heya there for ten seconds at most; nil when that was not enough.
  func run(_ arguments: String...) throws -> (status: SystemCalls.ExitStatus, text: String)? {
    var terminal = try PseudoTerminal(
      ["/usr/bin/timeout", "-s", "KILL", "10", heya] + arguments, environment: ["HOME=\(path)"])
    let status = try terminal.end()
    return status == .exited(137) || status == .signaled(9) ? nil : (status, try terminal.rest())
  }

  /// Opens the interface there and quits.
  func browse() throws -> (status: SystemCalls.ExitStatus, text: String) {
    var terminal = try PseudoTerminal([heya, "--lang", "en"], environment: ["HOME=\(path)"])
    let text = try terminal.expect("quit")
    // The first key may close the welcome.
    terminal.type("q")
    usleep(300_000)
    terminal.type("q")
    return (try terminal.end(), text)
  }

  /// All that is below it.
  var files: [String] {
    FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
  }
}

@Suite("Files of heya's own hang nothing, fill nothing and lead nowhere", .serialized)
struct OwnFileTests {
  /// What may stand where a file is expected, and the command that puts it there.
  private static let odd = [
    ("a fifo", "mkfifo"), ("an endless device", "ln -s /dev/zero"),
    ("a terminal", "ln -s /dev/tty"),
    ("the kernel's log", "ln -s /proc/kmsg"), ("a huge file", "truncate -s 2G"),
    ("a directory", "mkdir"),
    ("a link to itself", "ln -s config.toml"), ("a way without end", "ln -s /proc/self/fd/0"),
  ]

  @Test("a configuration that is none is refused at once in a sentence", arguments: odd)
  func configuration(what: String, command: String) throws {
    let home = try Home()
    try shell("\(command) \(home.config)")
    for arguments in [["config"], ["keys"], ["--config", home.config]] {
      let ended = try #require(
        try arguments.count == 2
          ? home.run(arguments[0], arguments[1]) : home.run(arguments[0]), "\(what) hangs")
      #expect(ended.status == .exited(2), "\(what): \(ended.text)")
      #expect(ended.text.hasPrefix("heya: \(home.config): "), "\(ended.text)")
      #expect(ended.text.split(separator: "\n").count == 1)
    }
  }

  @Test("a state that is none is left aside and replaced", arguments: odd)
  func state(what: String, command: String) throws {
    let home = try Home()
    try shell("\(command) \(home.state)")
    #expect(try home.browse().status == .exited(0), "\(what)")
    if command == "mkdir" { return }
    let attributes = try FileManager.default.attributesOfItem(atPath: home.state)
    #expect(attributes[.type] as? FileAttributeType == .typeRegular, "\(what)")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    // Nothing is left beside it.
    #expect(home.files.filter { $0.contains("state/heya/") } == [".local/state/heya/state.json"])
  }

  @Test("a link that one made oneself is followed, as people keep such files elsewhere")
  func ownLink() throws {
    let home = try Home()
    try "theme = \"nonsense\"\n".write(
      toFile: home.path + "/dotfile", atomically: true, encoding: .utf8)
    try shell("ln -s ../../dotfile \(home.config)")
    let ended = try #require(try home.run("config"))
    #expect(ended.status == .exited(2) && ended.text.contains(":1: "), "\(ended.text)")
  }

  @Test("root takes and makes nothing in the home of somebody else", .requiresRoot)
  func foreignHome() throws {
    let home = try Home(owner: 65_534)
    // What would be an error if anybody read it.
    try "no = [such\n".write(toFile: home.config, atomically: true, encoding: .utf8)
    let before = home.files.sorted()
    #expect(try home.browse().status == .exited(0))
    #expect(try home.run("keys")?.status == .exited(0))
    let ended = try #require(try home.run("config"))
    #expect(
      ended.status == .exited(2) && ended.text.contains("others can write to"), "\(ended.text)")
    #expect(home.files.sorted() == before)
  }

  @Test(
    "root follows no way on which others could exchange a part", .requiresRoot,
    arguments: ["chown -h 65534", "chmod g+w", "chmod o+w"])
  func exchangeable(change: String) throws {
    let home = try Home()
    let target = "/tmp/heya-target-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: target) }
    try shell(
      "rmdir \(home.path)/.local/state/heya && ln -s \(target) \(home.path)/.local/state/heya")
    try shell("\(change) \(home.path)/.local/state")
    #expect(try home.browse().status == .exited(0))
    #expect(try FileManager.default.contentsOfDirectory(atPath: target).isEmpty)
  }

  @Test("root writes nothing through a directory that its owner keeps exchanging", .requiresRoot)
  func swapped() throws {
    let home = try Home()
    let target = "/tmp/heya-target-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: target) }
    try shell("chown -R 65534 \(home.path)/.local")
    var adversary = try PseudoTerminal([
      "/usr/bin/setpriv", "--reuid=65534", "--clear-groups", "/bin/sh", "-c",
      "cd \(home.path)/.local; while :; do mv state away; ln -s \(target) state; rm state; "
        + "mv away state; done",
    ])
    for _ in 0..<3 { #expect(try home.browse().status == .exited(0)) }
    kill(adversary.processID, SIGKILL)
    _ = try adversary.end()
    #expect(try FileManager.default.contentsOfDirectory(atPath: target).isEmpty)
  }

  @Test("a capture is not written through a link that somebody else put into /tmp", .requiresRoot)
  func captureThroughLink() throws {
    let victim = "/tmp/heya-victim-\(UUID().uuidString.prefix(8))"
    let link = victim + ".link"
    defer { for path in [victim, link] { try? FileManager.default.removeItem(atPath: path) } }
    try shell("mkdir \(victim) && echo precious > \(victim)/file && ln -s \(victim)/file \(link)")
    try shell("chown -h 65534 \(link)")
    let ended = try BuiltProgram.run("heya", ["capture", link])
    #expect(ended.status == 1)
    #expect(try String(contentsOfFile: victim + "/file", encoding: .utf8) == "precious\n")
  }

  @Test(
    "root writes no capture by way of a directory that somebody else can exchange", .requiresRoot,
    arguments: ["chown -h 65534", "chmod o+w"])
  func captureThroughDirectory(change: String) throws {
    let home = try Home()
    let target = home.path + "/target"
    try shell("mkdir \(target) \(home.path)/theirs && ln -s \(target) \(home.path)/theirs/link")
    try shell("\(change) \(home.path)/theirs")
    let ended = try #require(try home.run("capture", home.path + "/theirs/link/file"))
    #expect(ended.status == .exited(1), "\(ended.text)")
    #expect(ended.text.contains("others can exchange what is in \(home.path)/theirs"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: target).isEmpty)
  }

  @Test("root writes a capture into a directory of whoever called sudo", .requiresRoot)
  func captureForCaller() throws {
    let home = try Home(owner: 65_534)
    let file = home.path + "/capture.json"
    let command = [heya, "capture", file]
    let ended = try PseudoTerminal.run(command, environment: ["SUDO_UID=65534", "SUDO_GID=65534"])
    #expect(ended == .exited(0))
    #expect(FileManager.default.fileExists(atPath: file))
  }

  @Test(
    "a home whose server does not answer holds nobody up: a sentence after a second", .requiresRoot,
    .needs("python3", "mount", "umount"))
  func silentHome() throws {
    let runtimeFixture = try RuntimeFixture()
    let home = runtimeFixture.directory
    try runtimeFixture.run("chmod", "755", home)
    let config = try UnresponsiveFileSystem(in: runtimeFixture, at: ".config", swallows: true)
    let state = try UnresponsiveFileSystem(in: runtimeFixture, at: ".local", swallows: true)
    try state.fallSilent()
    var terminal = try PseudoTerminal(
      [heya, "--lang", "en"], environment: ["HOME=\(home)"],
      size: WindowSize(rows: 24, columns: 200))
    try terminal.expect("nothing answered there within a second")
    terminal.type("qq")
    #expect(try terminal.end() == .exited(0))
    try config.fallSilent()
    var keys = try PseudoTerminal([heya, "keys", "--lang", "en"], environment: ["HOME=\(home)"])
    #expect(try keys.end() == .exited(2))
    let text = try keys.rest()
    #expect(text.contains("nothing answered there within a second; name another"), "\(text)")
    #expect(text.split(separator: "\n").count == 1)
    for server in [config, state] { server.end() }
  }

  private func shell(_ command: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(command)")
  }
}

extension PseudoTerminal {
  /// Runs a command to its end.
  fileprivate static func run(
    _ command: [String], environment: [String]
  ) throws -> SystemCalls.ExitStatus {
    var terminal = try PseudoTerminal(command, environment: environment)
    return try terminal.end()
  }
}
