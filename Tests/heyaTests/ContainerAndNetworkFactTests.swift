import Foundation
import JSONCoding
import TestSupport
import Testing

@Suite("What is asked about a container, and the number of a network", .requiresRoot)
struct ContainerAndNetworkFactTests {
  private let runtimeFixture: RuntimeFixture

  init() throws { runtimeFixture = try RuntimeFixture() }

  private func json(_ arguments: String...) throws -> JSONValue {
    let output = try BuiltProgram.run("heya", arguments + ["--json"])
    try #require(output.status == 0, "\(output.errors)")
    return try JSONValue(reading: Array(output.text.utf8))
  }

  @Test("why of a container is about each namespace that is its own, and no other")
  func why() throws {
    let child = try runtimeFixture.start("unshare", "--uts", "--ipc", "sleep", "60")
    try runtimeFixture.wait(for: "the container") {
      try RuntimeFixture.text(of: "/proc/\(child.pid)/comm") == "sleep\n"
    }
    let (uts, ipc) = (RealProcess.link(child.pid, "uts"), RealProcess.link(child.pid, "ipc"))
    let name = "unshare:\(child.pid)"
    let value = try json("why", name)
    #expect(value["container"].string == name)
    let namespaces = value["namespaces"].elements
    #expect(Set(namespaces.map { $0["namespace"].string }) == [uts, ipc])
    for namespace in namespaces {
      #expect(namespace["keptAliveBy"].elements.map { $0["reason"].string } == ["process"])
    }
    let text = try BuiltProgram.run("heya", ["why", name, "--lang", "en"]).text
    for link in [uts, ipc] {
      #expect(text.contains("\(link ?? "?") is kept alive by"), "\(text)")
    }
    #expect(!text.contains("net:["))
  }

  @Test("a network tells the number that ip netns gave it", .needs("ip"))
  func number() throws {
    let name = "heya-number-\(getpid())"
    try runtimeFixture.run("ip", "netns", "add", name)
    defer { _ = try? runtimeFixture.run("ip", "netns", "delete", name) }
    #expect(try json("show", name)["contents"]["number"].integer == nil)
    try runtimeFixture.run("ip", "netns", "set", name, "4711")
    #expect(try json("show", name)["contents"]["number"].integer == 4711)
    for (language, label) in [("en", "netns id"), ("ja", "ここから見た番号")] {
      let text = try BuiltProgram.run("heya", ["show", name, "--lang", language]).text
      #expect(text.contains(label) && text.contains("4711"), "\(text)")
    }
  }
}
