import Foundation
import Localization
import TestSupport
import Testing

@testable import Teaching

@Suite("heya learn and heya explain")
struct ProgramTests {
  @Test("an ordinary user can check every lesson, and is told what is left out", .requiresRoot)
  func ordinaryUser() throws {
    let directory = try TemporaryDirectory()
    let program = directory.path + "/heya"
    try FileManager.default.copyItem(atPath: BuiltProgram.path("heya"), toPath: program)
    let output = try run(
      "/usr/bin/setpriv",
      ["--reuid", "65534", "--regid", "65534", "--clear-groups", program, "learn", "--check"])
    #expect(output.status == 0, "\(output.text)")
    #expect(output.text.contains("cgroup skipped: it needs root"))
    for lesson in Curriculum.lessons where lesson.id != "cgroup" {
      #expect(output.text.contains("\(lesson.id): ok"), "\(lesson.id)")
    }
  }

  @Test(
    "where no namespace can be made, a lesson says why in the language that was asked for",
    .requiresRoot)
  func refused() throws {
    // Root without capabilities, in a user namespace below which there may be no other.
    let output = try run(
      "/usr/bin/unshare",
      [
        "--user", "--map-root-user", "sh", "-c",
        "echo 0 >/proc/sys/user/max_user_namespaces && exec setpriv --bounding-set=-all "
          + "--inh-caps=-all \(BuiltProgram.path("heya")) learn uts --plain --lang ja",
      ])
    #expect(output.status == 1)
    #expect(output.text.contains("ここでは名前空間を作れません"))
    #expect(output.text.contains("ENOSPC"))
    #expect(output.text.contains("user.max_user_namespaces"))
    #expect(!output.text.contains("could not"))
  }

  @Test(
    "all lessons together change nothing of the host that they are taken on", .requiresRoot,
    .requires(program: "ip"), .requires(program: "ipcs"))
  func untouched() throws {
    // In a host of its own, so that nobody else changes anything meanwhile; the program may lie in
    // one of the directories that are covered.
    let programs = URL(filePath: BuiltProgram.path("heya")).deletingLastPathComponent().path
    let look =
      "look() { hostname; cat /proc/self/mountinfo; ip -o link; ipcs; "
      + "find /tmp /run /dev/shm; readlink /proc/$$/ns/*; }"
    let output = try run(
      "/usr/bin/unshare",
      [
        "--mount", "--net", "--uts", "--ipc", "sh", "-c",
        "mount --bind \(programs) /srv; "
          + "for at in /tmp /run /dev/shm; do mount -t tmpfs host $at; done; \(look); look; echo =; "
          + "/srv/heya learn --check --lang en || exit 1; echo =; look",
      ])
    #expect(output.status == 0, "\(output.text)")
    let parts = output.text.split(separator: "=\n").map(String.init)
    try #require(parts.count == 3)
    #expect(parts[1].contains("escape: ok"))
    #expect(parts[0] == parts[2])
  }

  @Test(
    "a lesson in plain text has every step with its real result and asks nothing", .requiresRoot)
  func plain() throws {
    let output = try run(
      BuiltProgram.path("heya"), ["learn", "uts", "--plain", "--lang", "en"])
    #expect(output.status == 0)
    for number in 1...Lesson.uts.steps.count {
      #expect(output.text.contains("Step \(number)/\(Lesson.uts.steps.count)"))
    }
    #expect(output.text.contains("    kitchen\n"))
    #expect(output.text.contains("  +uts:["))
    #expect(!output.text.contains("[Enter"))
    #expect(!output.text.contains("\u{1B}"))
  }

  @Test("a lesson that was taken to its end is marked in the list", .requiresRoot)
  func progress() throws {
    let directory = try TemporaryDirectory()
    var learner = try Learner(["learn", "lifetime", "--lang", "en"], state: directory.path)
    try learner.take(Lesson.lifetime.steps)
    try learner.see("A question about this very moment")
    learner.type("1")
    try learner.see("The end of the lesson.")
    var list = try Learner(["learn", "--lang", "en"], state: directory.path)
    #expect(try list.see("lifetime").hasSuffix("✓ "))
    #expect(!(try list.see("veth").contains("✓")))
    try list.see("Which one?")
    list.type("nothing")
    try list.see("Which one?")
    list.type("uts")
    try list.see("uts: a name on the door")
    try list.see("[Enter: run it")
    list.type("q")
    try list.see("Left. The rooms are gone.")
  }

  @Test("a process is explained with its own numbers", arguments: ["en", "ja"])
  func explain(language: String) throws {
    let output = try run(
      BuiltProgram.path("heya"), ["explain", "\(getpid())", "--lang", language])
    #expect(output.status == 0)
    #expect(output.text.contains("(\(getpid()))"))
  }

  @Test("a lesson for a recorded host runs nothing and asks about that host")
  func recorded() throws {
    let directory = try TemporaryDirectory()
    let file = directory.path + "/host"
    #expect(try run(BuiltProgram.path("heya"), ["capture", file]).status == 0)
    let output = try run(
      BuiltProgram.path("heya"), ["learn", "uts", "--from", file, "--lang", "en"])
    #expect(output.status == 0)
    #expect(output.text.contains("This is a recorded host"))
    #expect(output.text.contains("$ hostname kitchen"))
    #expect(!output.text.contains("    kitchen\n"))
  }

  @Test(
    "what does not exist is refused as wrong usage",
    arguments: [["learn", "nothing"], ["learn", "--plain"], ["explain", "pid", "--lang", "fr"]])
  func wrongUsage(arguments: [String]) throws {
    #expect(try run(BuiltProgram.path("heya"), arguments).status == 2)
  }

  @Test("a process that is not there cannot be explained")
  func absent() throws {
    #expect(try run(BuiltProgram.path("heya"), ["explain", "999999999"]).status == 1)
  }

  private func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

/// A directory that everybody may look into, removed at the end.
private struct TemporaryDirectory: ~Copyable {
  let path: String

  init() throws {
    path = "/tmp/heya-teaching-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    _ = unsafe chmod(path, 0o755)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
