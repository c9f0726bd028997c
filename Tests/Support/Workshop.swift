public import Foundation
import Testing

/// A place for an engine's files and programs that is gone with the test, whatever happened.
public final class Workshop {
  /// The directory of this test.
  public let directory: String

  /// What programs find in their environment beside the usual.
  public var environment: [String: String] = [:]

  /// What a program or a wait failed with.
  public struct Failure: Error, CustomStringConvertible {
    /// What it was.
    public var description: String

    /// Creates a failure.
    public init(description: String) {
      self.description = description
    }
  }

  private var launches = 0
  private var running: [Process] = []
  private var lastSteps: [(Workshop) -> Void] = []

  /// Makes the place.
  public init() throws {
    // Sockets have short paths.
    directory = "/tmp/heya-engine-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
  }

  deinit {
    for step in lastSteps.reversed() { step(self) }
    for process in running.reversed() { end(process) }
    let mounts = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
    for mount in mounts.rows(" ").reversed() where mount[1].hasPrefix(directory) {
      _ = try? run("umount", mount[1])
    }
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// Does `step` at the end, before programs that still run are ended.
  public func atTheEnd(_ step: @escaping (Workshop) -> Void) { lastSteps.append(step) }

  /// Runs a program to its end and gives what it printed; a failure fails the test.
  @discardableResult
  public func run(_ command: String...) throws -> String { try run(command) }

  /// Runs a program to its end and gives what it printed; a failure fails the test.
  @discardableResult
  public func run(_ command: [String]) throws -> String {
    // Not a pipe: what stays behind, as conmon does, would keep its end open.
    launches += 1
    let log = "\(directory)/output.\(launches)"
    let process = try launch(command, output: log)
    end(process, after: 60)
    let text = try String(contentsOfFile: log, encoding: .utf8)
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(command.joined(separator: " ")) failed: \(text)")
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Starts a program that is ended with the test.
  @discardableResult
  public func start(_ command: String...) throws -> Process { try start(command) }

  /// Starts a program that is ended with the test.
  @discardableResult
  public func start(_ command: [String]) throws -> Process {
    let process = try launch(command, output: "\(directory)/\(command[0]).log")
    running.append(process)
    return process
  }

  private func launch(_ command: [String], output log: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(InstalledProgram.path(of: command[0])))
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    process.standardOutput = FileHandle(forWritingAtPath: log)
    process.standardError = process.standardOutput
    try process.run()
    return process
  }

  /// Waits some seconds for a process to end, asks it to, and ends it when it does not.
  private func end(_ process: Process, after seconds: Int = 0) {
    for patience in [seconds, 5] {
      for _ in 0..<patience * 200 where process.isRunning { usleep(5000) }
      if process.isRunning { process.terminate() }
      for _ in 0..<200 where process.isRunning { usleep(5000) }
    }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// Waits until `condition` holds; gives up after 30 s.
  public func wait(for what: String, until condition: () throws -> Bool) throws {
    for _ in 0..<300 {
      if (try? condition()) == true { return }
      usleep(100_000)
    }
    throw Failure(description: "waited in vain for \(what)")
  }

  /// A directory with a root file system that has a shell and little else.
  public func rootfs(_ name: String = "rootfs") throws -> String {
    let root = "\(directory)/\(name)"
    for part in ["bin", "dev", "etc", "proc", "sys", "tmp", "usr", "run"] {
      try FileManager.default.createDirectory(
        atPath: "\(root)/\(part)", withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(
      atPath: try #require(InstalledProgram.path(of: "busybox")), toPath: "\(root)/bin/busybox")
    for applet in ["sh", "sleep", "true"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/bin/\(applet)", withDestinationPath: "busybox")
    }
    try Data("ID=heya\n".utf8).write(to: URL(fileURLWithPath: "\(root)/etc/os-release"))
    return root
  }

  /// ``rootfs(_:)`` as an archive.
  public func archive() throws -> String {
    let root = try rootfs()
    try run("tar", "-C", root, "-cf", "\(directory)/rootfs.tar", ".")
    return "\(directory)/rootfs.tar"
  }
}

extension String {
  /// The lines, each as its fields between `separator`.
  public func rows(_ separator: Character = "|") -> [[String]] {
    split(separator: "\n").map { line in
      line.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
  }
}
