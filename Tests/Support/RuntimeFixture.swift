import Foundation
import SystemCalls
import Testing

/// A place for an engine's files and programs that is gone with the test, whatever happened.
package final class RuntimeFixture {
  /// The directory of this test.
  package let directory: String

  /// What programs find in their environment beside the usual.
  package var environment: [String: String] = [:]

  /// What a program or a wait failed with.
  package struct Failure: Error, CustomStringConvertible {
    package var description: String

    package init(description: String) {
      self.description = description
    }
  }

  private var launches = 0
  private var running: [RunningProgram] = []
  private var lastSteps: [(RuntimeFixture) -> Void] = []

  package init() throws {
    // Sockets have short paths.
    directory = "/tmp/heya-engine-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
  }

  deinit {
    for step in lastSteps.reversed() { step(self) }
    for program in running.reversed() { program.end() }
    waitForCleaning()
    let mounts = (try? Self.text(of: "/proc/self/mounts")) ?? ""
    for mount in mounts.rows(" ").reversed() where mount[1].hasPrefix(directory) {
      // Whoever is just ending may still have it open.
      _ = try? run("umount", "--lazy", mount[1])
    }
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// Waits until nothing of Podman's works on this directory any more, ten seconds at most: after a
  /// container has ended it cleans up in the background, and mounts what it needs for that.
  private func waitForCleaning() {
    for _ in 0..<100 {
      let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      let isCleaning = processes.contains { pid in
        guard let name = try? Self.text(of: "/proc/\(pid)/comm"),
          name == "podman\n" || name == "conmon\n"
        else { return false }
        return (try? Self.text(of: "/proc/\(pid)/cmdline"))?.contains(directory) ?? false
      }
      if !isCleaning { return }
      usleep(100_000)
    }
  }

  /// Copies a program of this package to where every user can run it, wherever it was built.
  ///
  /// - Returns: the path of the copy.
  package func place(_ name: String) throws -> String {
    let path = "\(directory)/\(name)"
    try run("install", "-m", "755", BuiltProgram.path(name), path)
    try run("chmod", "755", directory)
    return path
  }

  /// Does `step` at the end, before programs that still run are ended.
  package func atTheEnd(_ step: @escaping (RuntimeFixture) -> Void) { lastSteps.append(step) }

  /// Runs a program to its end and gives what it printed; a failure fails the test.
  @discardableResult
  package func run(_ command: String...) throws -> String { try run(command) }

  /// Runs a program to its end and gives what it printed; a failure fails the test.
  @discardableResult
  package func run(_ command: [String]) throws -> String {
    launches += 1
    let log = "\(directory)/output.\(launches)"
    let program = try launch(command, log)
    let status = program.end(after: 60)
    let text = try Self.text(of: log)
    guard status == .exited(0) else {
      throw Failure(description: "\(command.joined(separator: " ")): \(status as Any), \(text)")
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Starts a program that is ended with the test.
  @discardableResult
  package func start(_ command: String...) throws -> RunningProgram { try start(command) }

  /// Starts a program that is ended with the test.
  @discardableResult
  package func start(_ command: [String]) throws -> RunningProgram {
    let program = try launch(command, "\(directory)/\(command[0]).log")
    running.append(program)
    return program
  }

  private func launch(_ command: [String], _ log: String) throws -> RunningProgram {
    try RunningProgram(command, in: directory, environment: environment, log: log)
  }

  /// Waits until `condition` holds; gives up after 30 s.
  package func wait(for what: String, until condition: () throws -> Bool) throws {
    for _ in 0..<300 {
      if (try? condition()) == true { return }
      usleep(100_000)
    }
    throw Failure(description: "waited in vain for \(what)")
  }

  /// The text of a file, also of one in `/proc`.
  package static func text(of path: String) throws -> String {
    var buffer: [UInt8] = []
    let count = try Descriptor.open(path).readWhole(into: &buffer)
    return String(decoding: buffer.prefix(count), as: UTF8.self)
  }

  /// A directory with a root file system that has a shell and little else.
  package func rootfs(_ name: String = "rootfs") throws -> String {
    let root = "\(directory)/\(name)"
    for part in ["bin", "dev", "etc", "proc", "sys", "tmp", "usr", "run"] {
      try FileManager.default.createDirectory(
        atPath: "\(root)/\(part)", withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(
      atPath: try #require(RunningProgram.path(of: "busybox")), toPath: "\(root)/bin/busybox")
    for applet in ["sh", "sleep", "true"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/bin/\(applet)", withDestinationPath: "busybox")
    }
    try Data("ID=heya\n".utf8).write(to: URL(fileURLWithPath: "\(root)/etc/os-release"))
    return root
  }

  /// ``rootfs(_:)`` as an archive.
  package func archive() throws -> String {
    let root = try rootfs()
    try run("tar", "-C", root, "-cf", "\(directory)/rootfs.tar", ".")
    return "\(directory)/rootfs.tar"
  }
}

extension String {
  /// The lines, each as its fields between `separator`.
  package func rows(_ separator: Character = "|") -> [[String]] {
    split(separator: "\n").map { line in
      line.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
  }
}
