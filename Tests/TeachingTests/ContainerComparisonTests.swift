import Containers
import Glibc
import Localization
import Namespaces
import Scanning
import TestSupport
import Testing

@testable import Teaching

@Suite("A box compared with a container")
struct ContainerComparisonTests {
  private static func container(
    _ name: String, image: String?, own: [NamespaceKind], process: Int32 = 42
  ) -> Container {
    var container = Container(id: ContainerID(runtime: "docker", id: name), name: name)
    container.image = image
    container.initProcess = ProcessID(pid: process, startTicks: 7)
    for kind in NamespaceKind.allCases {
      container.sharing[kind] = own.contains(kind) ? .own : .host
    }
    return container
  }

  private static func lines(_ containers: [Container]) -> [TableLine]? {
    var snapshot = HostFixture.snapshot
    snapshot.containers = containers
    return ContainerComparison(recorded: snapshot)?.lines
  }

  @Test("takes the one with the most namespaces of its own, with an image")
  func choice() throws {
    let lines = try #require(
      Self.lines([
        Self.container("agent", image: "agent", own: [.mnt]),
        Self.container("web", image: "nginx", own: [.mnt, .net, .pid]),
        Self.container("plain", image: nil, own: NamespaceKind.allCases),
      ]))
    #expect(lines[0].left == Text(verbatim: "docker:web"))
    #expect(lines[0].right == Text(verbatim: "docker:agent"))
    let (own, shared) = (Text("own"), Text("shared"))
    #expect(
      lines.first { $0.name == Text(verbatim: "net") }
        == TableLine(name: Text(verbatim: "net"), left: own, right: shared, differs: true))
    #expect(
      lines.first { $0.name == Text(verbatim: "user") }
        == TableLine(name: Text(verbatim: "user"), left: shared, right: shared, differs: false))
  }

  @Test("is nothing where no container brings files along")
  func none() {
    #expect(Self.lines([Self.container("plain", image: nil, own: [.net])]) == nil)
  }
}

/// The last step of the lesson with the box, beside a Docker that really runs.
@Suite("A box beside Docker's containers", .serialized)
struct RealContainerTests {
  @Test(
    "its table has the numbers of the container with the most namespaces of its own, as readlink tells",
    .needs("docker", "dockerd", "busybox", "tar", "ip", "pivot_root"))
  func numbers() throws {
    let runtimeFixture = try RuntimeFixture()
    let docker = DockerDaemon(in: runtimeFixture)
    try docker.start()
    let sleep = ["heya/box:1", "/bin/sleep", "600"]
    let walled = try docker.run(["run", "-d", "--name", "walled", "--network", "none"] + sleep)
    let open = try docker.run(
      ["run", "-d", "--name", "open", "--network", "host", "--pid", "host"] + sleep)
    for (name, container) in [("walled", walled), ("open", open)] {
      let table = try Self.table(among: [walled, open])
      #expect(table[0].left == Text("this box"))
      #expect(table[0].right == Text(verbatim: "docker:\(name)"))
      let pid = try docker.run(["inspect", "-f", "{{.State.Pid}}", container])
      let number = try #require(Int32(pid))
      for kind in NamespaceKind.allCases {
        let line = try #require(table.first { $0.name == Text(verbatim: kind.name) })
        let link = try #require(RealProcess.link(number, kind.name))
        let isOwn = link != RealProcess.link(getpid(), kind.name)
        #expect(line.right[.english] == "\(isOwn ? "own" : "shared") \(link.inode)")
        #expect(line.differs == (line.left[.english].hasPrefix("own") != isOwn))
      }
      try docker.run(["rm", "-f", container])
    }
    let alone = try Self.table(among: [walled, open])
    #expect(alone[0].right[.english] == "no container here")
  }

  /// The table that the lesson ends with, where only these containers are known: others may run on
  /// this machine.
  private static func table(among ids: [String]) throws -> [TableLine] {
    var run = try LessonRun.begin(.container) {
      guard var snapshot = LiveSystem.look() else { return nil }
      var finder = try? ContainerFinder()
      finder?.find(in: &snapshot)
      snapshot.containers.removeAll { !ids.contains($0.id.id) }
      return snapshot
    }
    var table: [TableLine] = []
    while run.next != nil {
      guard case .taken(_, _, let broken, let lines) = try run.takeStep() else { continue }
      #expect(broken.isEmpty)
      table = lines
    }
    // The box is no less real than the container.
    for kind in NamespaceKind.allCases {
      let link = try #require(RealProcess.link(run.shell, kind.name))
      let line = try #require(table.first { $0.name == Text(verbatim: kind.name) })
      #expect(line.left[.english].hasSuffix(" \(link.inode)"))
    }
    run.end()
    return table
  }
}

extension String {
  /// The number in a link such as `net:[4026531840]`.
  fileprivate var inode: Substring { drop { $0 != "[" }.dropFirst().dropLast() }
}
