/// A Docker of a test's own, which keeps to the test's directory.
package struct DockerDaemon {
  /// Where it listens, as `docker -H` wants it.
  package let socket: String

  /// The words with which it is called.
  package var words: [String] { ["docker", "-H", socket] }

  private let runtimeFixture: RuntimeFixture

  /// Prepares a daemon; ``start(_:)`` starts it.
  package init(in runtimeFixture: RuntimeFixture) {
    self.runtimeFixture = runtimeFixture
    socket = "unix://\(runtimeFixture.directory)/sock"
  }

  /// Runs a command of the client to its end and gives what it printed.
  @discardableResult
  package func run(_ arguments: [String]) throws -> String {
    try runtimeFixture.run(words + arguments)
  }

  /// Starts the daemon, waits until it answers, and gives it the image `heya/box:1`.
  ///
  /// In the image there is a shell and little else. Containers end with the fixture.
  package func start(_ further: [String] = []) throws {
    let directory = runtimeFixture.directory
    try runtimeFixture.start(
      [
        "dockerd", "--data-root", "\(directory)/data", "--exec-root", "\(directory)/exec",
        "--pidfile", "\(directory)/pid", "-H", socket, "--bridge", "none", "--iptables=false",
        "--ip6tables=false",
      ] + further)
    try runtimeFixture.awaitDocker(words)
    try run(["import", try runtimeFixture.archive(), "heya/box:1"])
  }
}

extension RuntimeFixture {
  /// Waits until a Docker, called with these words, answers; its containers end with the fixture.
  func awaitDocker(_ docker: [String]) throws {
    try wait(for: "dockerd") { !(try run(docker + ["info"])).contains("ERROR") }
    atTheEnd { runtimeFixture in
      let ids = try? runtimeFixture.run(docker + ["ps", "-aq"])
      for id in ids?.split(separator: "\n") ?? [] {
        _ = try? runtimeFixture.run(docker + ["rm", "-f", String(id)])
      }
    }
  }
}
