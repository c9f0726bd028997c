import Description
import Namespaces
import Testing

@Suite("A question about everything in a host")
struct FilterResultsTests {
  private let snapshot = HostFixture.server().snapshot

  @Test(
    "is answered as it is for one after the other",
    arguments: [
      "container=web-1", "container!=web-1", "image~nginx", "runtime=docker and procs>1",
      "shares=host-user", "shares!=container-ipc", "not container~e", "user=nginx or pinned",
      "name=/run/netns/blue", "kind=net and comm~NGINX", "parent~pid", "empty and not hidden",
    ])
  func together(text: String) throws {
    let filter = try Filter(parsing: text)
    let index = SnapshotIndex(snapshot)
    let answers = FilterResults(to: filter, about: index)
    for (position, namespace) in snapshot.namespaces.enumerated() {
      #expect(
        answers.namespaces[position] == filter.matches(Described(namespace, in: index)),
        "\(namespace.id)")
    }
    for (position, process) in snapshot.processes.enumerated() {
      #expect(
        answers.processes[position] == filter.matches(Described(process, in: index)),
        "\(process.pid)")
    }
  }
}
