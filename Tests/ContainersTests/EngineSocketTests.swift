import Foundation
import Glibc
import Namespaces
import SystemCalls
import TestSupport
import Testing

@testable import Containers

@Suite("Engines are asked at their sockets with distrust, and last of all")
struct EngineSocketTests {
  private let host: HostFixture
  private let id = engineID("a")

  init() throws { host = try HostFixture() }

  private static func response(_ body: String, length: Int? = nil) -> String {
    "HTTP/1.0 200 OK\r\nContent-Length: \(length ?? body.utf8.count)\r\n\r\n\(body)"
  }

  private func serve(_ behaviour: SocketServer.Behaviour) throws -> SocketServer {
    try SocketServer(host.root.path + "/run/docker.sock", behaviour)
  }

  private func refusal(
    uid: UInt32 = geteuid(), timeout: Duration = .seconds(1)
  ) throws -> EngineSockets.Failure? {
    let sockets = EngineSockets(try HostFiles(root: host.root.path), timeout: timeout)
    do throws(EngineSockets.Failure) {
      _ = try sockets.get("/containers/json", at: "/run/docker.sock", of: uid)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "a socket that is hostile is refused with what is wrong",
    arguments: [
      (.answers(""), .noHTTP), (.answers("hello"), .noHTTP),
      (.answers("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n"), .noHTTP),
      (.answers(response("[]", length: 3)), .noHTTP),
      (.answers(response("[]", length: 1)), .noHTTP),
      (.answers(response("[]", length: -2)), .noHTTP), (.answers(response("[")), .noJSON),
      (.answers(response(String(repeating: "[", count: 2000))), .noJSON),
      (.answers("HTTP/1.1 404 Not Found\r\n\r\n{}"), .status(404)),
      (.answers("HTTP/1.1 2000000000000000000000 OK\r\n\r\n{}"), .noHTTP),
      (.goesOn("HTTP/1.0 200 OK\r\n\r\n", String(repeating: "x", count: 65536)), .tooLarge),
      (
        .goesOn("HTTP/1.0 200 OK\r\n", String(repeating: "X-Header: and so on\r\n", count: 4096)),
        .tooLarge
      ),
      (.keepsSilent, .silent), (.sleeps, .silent), (.answers(response("[]")), nil),
    ] as [(SocketServer.Behaviour, EngineSockets.Failure?)])
  func hostile(_ behaviour: SocketServer.Behaviour, _ expected: EngineSockets.Failure?) throws {
    let server = try serve(behaviour)
    // What comes is waited for however busy the machine is, what does not come is not.
    #expect(try refusal(timeout: .seconds(expected == .silent ? 1 : 60)) == expected)
    withExtendedLifetime(server) {}
  }

  @Test("a peer that hangs up is refused")
  func hangUp() throws {
    let server = try serve(.hangsUp)
    // Whether the request was still taken is a matter of luck.
    #expect(
      try [.noHTTP, .failed(Errno(rawValue: EPIPE)), .failed(Errno(rawValue: ECONNRESET))]
        .contains(refusal()))
    withExtendedLifetime(server) {}
  }

  @Test("what is no socket, another user's or not there is not asked")
  func foreign() throws {
    #expect(try refusal() == .absent)
    try host.file("/run/docker.sock", "")
    #expect(try refusal() == .foreign)
    try FileManager.default.removeItem(atPath: host.root.path + "/run/docker.sock")
    let server = try serve(.answers(Self.response("[]")))
    #expect(try refusal(uid: geteuid() + 1) == .foreign)
    #expect(server.connections == 0)
  }

  @Test("a socket that nobody listens at any more is refused at once")
  func dead() throws {
    let path = host.root.path + "/run/docker.sock"
    do {
      let server = try serve(.sleeps)
      // Keeps the file when the server ends.
      try FileManager.default.moveItem(atPath: path, toPath: path + ".kept")
      withExtendedLifetime(server) {}
    }
    try FileManager.default.moveItem(atPath: path + ".kept", toPath: path)
    #expect(try refusal() == .failed(Errno(rawValue: ECONNREFUSED)))
  }

  @Test("a socket that was silent is left alone for a while")
  func silence() throws {
    let server = try serve(.keepsSilent)
    let sockets = EngineSockets(try HostFiles(root: host.root.path))
    for _ in 0..<3 {
      #expect(throws: EngineSockets.Failure.silent) {
        try sockets.get("/containers/json", at: "/run/docker.sock", of: geteuid())
      }
    }
    #expect(server.connections == 1)
  }

  private var list: String {
    """
    [{"Id": "\(engineID("b"))", "Names": ["/other"]},
     {"Id": "\(id)", "Names": ["/web\\u001b[2J"], "Image": "nginx:1.27",
      "Labels": {"com.docker.compose.project": "shop", "com.docker.compose.service": "web"}}]
    """
  }

  private func addContainer(isHidden: Bool = false) throws {
    try host.process(
      10, ["/usr/bin/containerd-shim-runc-v2", "-namespace", "moby", "-id", id],
      name: "containerd-shim", isHidden: isHidden)
    try host.process(
      11, parent: 10, ["nginx"], own: usual, cgroup: "/docker/\(id)",
      isHidden: isHidden)
  }

  @Test("what the disk does not tell the engine does, and it is said which", .requiresRoot)
  func completed() throws {
    try addContainer()
    let server = try serve(.answers(Self.response(list)))
    let container = try host.container()
    #expect(container.name == #"web\e[2J"#)
    #expect(container.image == "nginx:1.27")
    #expect(container.group == .init(kind: .project, name: "shop"))
    #expect(container.label("com.docker.compose.service") == "web")
    for fact in [.name, .image, .group, .labels] as [Container.Fact] {
      #expect(container.sources[fact] == "GET /containers/json /run/docker.sock")
    }
    #expect(host.notes.isEmpty)
    #expect(server.connections == 1)
  }

  @Test("an engine is not asked for what its files tell", .requiresRoot)
  func diskFirst() throws {
    try addContainer()
    let server = try serve(.answers(Self.response(list)))
    try host.file(
      "/var/lib/docker/containers/\(id)/config.v2.json",
      #"{"Name": "/from-disk", "Config": {"Image": "nginx:1.26"}}"#)
    #expect(try host.container().name == "from-disk")
    #expect(server.connections == 0)
  }

  @Test("a dead engine costs a note, and the container is known by its id", .requiresRoot)
  func noted() throws {
    try addContainer()
    let server = try serve(.answers("nonsense"))
    let container = try host.container()
    #expect(container.name == String(id.prefix(12)))
    #expect(
      host.notes == [Unseen(what: "/run/docker.sock", count: 1, reason: "the answer is not HTTP")])
    withExtendedLifetime(server) {}
  }

  @Test(
    "where the namespaces are hidden, a container is known by its monitor and what the engine says",
    .requiresRoot)
  func hidden() throws {
    try addContainer(isHidden: true)
    try host.process(12, parent: 11, ["nginx"], isHidden: true)
    try host.process(20, ["sh"], isHidden: true)
    let server = try serve(.answers(Self.response(list)))
    let container = try host.container()
    #expect(container.image == "nginx:1.27")
    #expect(container.initProcess?.pid == 11)
    #expect(container.members == [11, 12])
    #expect(container.sharing.isEmpty)
    withExtendedLifetime(server) {}
  }

  @Test("Podman's own list tells the pod", .requiresRoot)
  func podman() throws {
    try host.process(10, ["conmon", "-c", id, "-n", "web"], isHidden: true)
    try host.process(
      11, parent: 10, ["nginx"], cgroup: "/machine.slice/libpod-\(id).scope", isHidden: true)
    let body = #"[{"Id": "\#(id)", "Names": ["web"], "Image": "nginx:1.27", "PodName": "shop"}]"#
    let server = try SocketServer(
      host.root.path + "/run/podman/podman.sock", .answers(Self.response(body)))
    let container = try host.container()
    #expect(
      [container.runtime, container.name, container.image] == ["podman", "web", "nginx:1.27"])
    #expect(container.group == .init(kind: .pod, name: "shop"))
    #expect(container.sources[.name] == "/proc/10/cmdline")
    withExtendedLifetime(server) {}
  }
}
