import Description
import JSONCoding
import Namespaces
import Reporting
import Testing

@Suite("A container as JSON")
struct ContainerJSONTests {
  private static let hostile = "a\"\\\n\u{1B}]0;x\u{7}\u{9B}2J\u{7F}\u{202E}部屋"

  private var container: Container {
    var container = Container(
      id: ContainerID(runtime: "docker", id: Self.hostile), name: Self.hostile)
    container.image = Self.hostile
    container.group = .init(kind: .project, name: Self.hostile)
    container.labels = [.init(key: Self.hostile, value: Self.hostile)]
    container.user = Self.hostile
    container.rootfs = Self.hostile
    container.cgroup = Self.hostile
    container.outer = ContainerID(runtime: "docker", id: Self.hostile)
    container.sharing = [.net: .container(ContainerID(runtime: "docker", id: Self.hostile))]
    container.sources = [.name: Self.hostile]
    return container
  }

  @Test("what images, labels and names say reaches no terminal as it is, and is read back the same")
  func hostileTexts() throws {
    let document = JSONValue.object(
      Described(container, in: SnapshotIndex(HostFixture.snapshot())).document)
    let text = document.text(.pretty)
    #expect(!text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0 == "\u{7F}" })
    #expect(!text.unicodeScalars.contains { (0x80..<0xA0).contains($0.value) || $0 == "\u{202E}" })
    let read = try JSONValue(reading: Array(text.utf8))
    #expect(read == document)
    for name in ["id", "name", "image", "group", "user", "rootfs", "cgroup"] {
      #expect(read[name].string == Self.hostile)
    }
    #expect(read["labels"][Self.hostile].string == Self.hostile)
    #expect(read["sharesWith"]["net"].string == "docker:" + Self.hostile)
  }

  @Test("what is not known is null, and what is shared is told by kind")
  func facts() {
    var container = Container(
      id: ContainerID(runtime: "unshare", id: "42"), name: "sh", form: .namespaces)
    container.sharing = [.user: .host, .net: .own, .pid: .host]
    container.namespaces[.net] = 4_026_532_300
    container.memory = .init(used: 4096, limit: nil)
    let json = JSONValue.object(
      Described(container, in: SnapshotIndex(HostFixture.snapshot())).document)
    #expect(json["user"].string == "root")
    #expect(json["form"].string == "namespaces")
    for name in ["image", "pid", "group", "runBy", "started", "memoryLimit", "outer"] {
      #expect(json.object.members.contains { $0.name == name && $0.value.isNull })
    }
    #expect(json["memory"].integer == 4096)
    #expect(json["shares"] == ["user", "pid"])
    #expect(json["namespaces"] == ["net": "net:[4026532300]"])
  }
}
