import Foundation
import Namespaces
import TestSupport
import Testing

@testable import Containers

extension RealEngines {
  @Suite("Docker")
  struct DockerEngineTests {
    private let workshop: Workshop
    private let socket: String

    init() throws {
      workshop = try Workshop()
      socket = "unix://\(workshop.directory)/sock"
    }

    private func docker(_ arguments: String...) throws -> String { try docker(arguments) }

    private func docker(_ arguments: [String]) throws -> String {
      try workshop.run(["docker", "-H", socket] + arguments)
    }

    private func startDaemon() throws {
      let directory = workshop.directory
      try workshop.start(
        "dockerd", "--data-root", "\(directory)/data", "--exec-root", "\(directory)/exec",
        "--pidfile", "\(directory)/pid", "-H", socket, "--bridge", "none", "--iptables=false",
        "--ip6tables=false")
      try workshop.wait(for: "dockerd") { !(try docker("info")).contains("ERROR") }
      workshop.atTheEnd { [socket] workshop in
        let ids = try? workshop.run("docker", "-H", socket, "ps", "-aq")
        for id in ids?.split(separator: "\n") ?? [] {
          _ = try? workshop.run("docker", "-H", socket, "rm", "-f", String(id))
        }
      }
      _ = try docker("import", try workshop.archive(), "heya/box:1")
    }

    @Test(
      "each container that docker ps lists is found under its name, with what it shares",
      .needs("docker", "dockerd", "busybox", "tar"))
    func list() throws {
      try startDaemon()
      let sleep = ["heya/box:1", "/bin/sleep", "600"]
      let runs: [[String]] = [
        [
          "--name", "heya-web-1", "--network", "none", "-l", "com.docker.compose.project=heya-shop",
          "-l", "com.docker.compose.service=web",
        ],
        ["--name", "heya-host", "--network", "host", "--pid", "host", "--memory", "64m"],
        ["--name", "heya-side", "--network", "container:heya-web-1"],
        ["--name", "heya-paused", "--network", "none"],
      ]
      for run in runs { _ = try docker(["run", "-d"] + run + sleep) }
      _ = try docker("pause", "heya-paused")
      _ = try docker("exec", "-d", "heya-web-1", "/bin/sleep", "601")

      let format = "{{.ID}}|{{.Names}}|{{.Image}}|{{.State}}"
      let expected = try docker("ps", "--no-trunc", "--format", format).rows()
      #expect(expected.count == 4)
      let found = try workshop.containers()
      for row in expected {
        let container = try #require(found.first { $0.id.id == row[0] })
        #expect(container.runtime == "docker")
        #expect([container.name, container.image, container.status.rawValue] == Array(row[1...]))
        let pid = try docker("inspect", "-f", "{{.State.Pid}}", row[0])
        #expect(container.initProcess.map { String($0.pid) } == pid)
        let inside = try docker("top", row[0], "-o", "pid").rows(" ").dropFirst()
        #expect(container.members.map(String.init) == inside.compactMap(\.last).sorted())
      }
      let named = Dictionary(found.map { ($0.name, $0) }) { first, _ in first }
      let web = try #require(named["heya-web-1"])
      #expect(web.group == .init(kind: .project, name: "heya-shop"))
      #expect(web.label("com.docker.compose.service") == "web")
      #expect(named["heya-side"]?.sharing[.net] == .container(web.id))
      let host = try #require(named["heya-host"])
      #expect(host.kindsOfHost.contains(.net) && host.kindsOfHost.contains(.pid))
      #expect(host.memory?.limit == 64 << 20)
      #expect(web.ownKinds.contains(.net) && web.ownKinds.contains(.pid))
    }
  }
}
