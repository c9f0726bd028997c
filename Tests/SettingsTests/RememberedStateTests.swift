import Explorer
import JSONCoding
import Namespaces
import Testing

@testable import Settings

@Suite("What is remembered from one run to the next")
struct RememberedStateTests {
  private static let namespace = NamespaceID(
    kind: .net, inode: 4_026_532_500, device: 4, unique: .max)
  private static let host = NamespaceID(
    kind: .pid, inode: NamespaceKind.pid.initialInode, device: 4, unique: 6)
  private static let process = ProcessID(pid: 42, startTicks: .max)

  private static let lasting: [RowID: Bool] = [
    RowID(object: .kind(.net)): false, RowID(object: .namespace(host)): true,
    RowID(object: .group(ContainerGroup(runtime: "docker", name: nil))): false,
    RowID(object: .group(ContainerGroup(runtime: "docker", name: "shop"))): true,
    RowID(object: .container(ContainerID(runtime: "docker", id: "4f1c"))): true,
  ]
  private static let passing: [RowID: Bool] = [
    RowID(object: .namespace(namespace)): true,
    RowID(object: .process(process), namespace: host): false,
    RowID(object: .thread(process, tid: 43)): true, RowID(object: .interface(namespace, 2)): true,
  ]

  private var state: RememberedState {
    var state = RememberedState()
    state.view = .processes
    state.theme = .light
    state.order = .init(column: "level(1)", isInverted: true)
    state.folds = [.kinds: Self.lasting.merging(Self.passing) { $1 }, .pids: Self.passing]
    return state
  }

  @Test("comes back whole within the same boot, through text")
  func sameBoot() throws {
    let text = state.json(boot: "a").text(.pretty)
    let json = try JSONValue(reading: Array(text.utf8))
    #expect(RememberedState(json, boot: "a") == state)
  }

  @Test("keeps of another boot's folds those of things that every boot has")
  func otherBoot() {
    let read = RememberedState(state.json(boot: "a"), boot: "b")
    #expect(read?.folds == [.kinds: Self.lasting])
    #expect(read?.view == .processes)
    #expect(read?.order == state.order)
  }

  @Test("is always written the same, and never more than a file that is read again holds")
  func bounded() {
    var large = state
    for pid: Int32 in 1...5_000 {
      let id = ProcessID(pid: pid, startTicks: UInt64.max - UInt64(pid))
      large.folds[.processes, default: [:]][
        RowID(object: .process(id), namespace: Self.namespace)] = true
    }
    let text = large.json(boot: "a").text(.pretty)
    #expect(text == large.json(boot: "a").text(.pretty))
    #expect(text.utf8.count < 1 << 20)
    #expect(RememberedState(large.json(boot: "a"), boot: "a")?.folds[.processes]?.count == 500)
  }

  @Test(
    "is nothing when it has another shape",
    arguments: [
      "null", "[]", "{}", #"{"version": 2, "view": "kinds", "theme": "default"}"#,
      #"{"version": 1, "view": "attic", "theme": "default"}"#,
      #"{"version": 1, "view": "kinds", "theme": 3}"#,
      #"{"version": 1, "view": "kinds", "theme": "mono", "folds": {"kinds": [{"row": {}}]}}"#,
      #"{"version": 1, "view": "kinds", "theme": "mono", "folds": {"attic": []}}"#,
      #"{"version": 1, "view": "kinds", "theme": "mono", "folds": {"kinds": [{"open": true, "row": {"kind": "net", "within": 1}}]}}"#,
    ])
  func broken(text: String) throws {
    #expect(RememberedState(try JSONValue(reading: Array(text.utf8)), boot: "a") == nil)
  }
}
