import Namespaces
import Testing

@Suite("Containers by name")
struct ContainerNameTests {
  private let containers = [
    Container(id: ContainerID(runtime: "docker", id: "4f1c22"), name: "web"),
    Container(id: ContainerID(runtime: "podman", id: "4f1d33"), name: "web"),
    Container(id: ContainerID(runtime: "lxc", id: "c1"), name: "c1"),
    Container(id: ContainerID(runtime: "ip netns", id: "4f1"), name: "4f1"),
  ]

  @Test(
    "a name, a runtime with a name, or the beginning of an id is enough",
    arguments: [
      ("web", ["docker:4f1c22", "podman:4f1d33"]),
      ("docker:web", ["docker:4f1c22"]),
      ("podman:4f1", ["podman:4f1d33"]),
      ("4f1c", ["docker:4f1c22"]),
      ("c1", ["lxc:c1"]),
      ("4f1", ["ip netns:4f1"]),
      ("ip netns:4f1", ["ip netns:4f1"]),
      ("4f", []), ("", []), ("docker:", []), ("docker:c1", []), ("nobody", []),
    ] as [(String, [String])])
  func matching(text: String, ids: [String]) {
    #expect(containers.matching(text).map(\.id.description) == ids)
  }
}
