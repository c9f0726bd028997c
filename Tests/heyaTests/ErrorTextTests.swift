import Explorer
import Localization
import Scanning
import SystemCalls
import Testing

@testable import Namespaces
@testable import heya

/// The libraries tell their errors in English by themselves; whoever uses heya reads the same.
@Suite("The text of an error of the libraries")
struct ErrorTextTests {
  @Test(
    "is in English what the library says, of a host that cannot be scanned",
    arguments: [nil, .accessDenied, .tooManyDescriptors, .tooManyFiles] as [Errno?])
  func scans(reason: Errno?) {
    let error = ScanError(root: "/proc", reason: reason)
    #expect(error.words[.english] == error.description)
  }

  @Test("is in English what the library says, of a target that is none")
  func targets() {
    let ended = [
      EndedContainer(runtime: "docker", name: "web", status: "exited", exitStatus: 1),
      EndedContainer(runtime: "podman", name: "web", status: "created"),
      EndedContainer(runtime: "lxc", name: "web"),
    ]
    let targets: [Target] = [
      .process(pid: 1), .thread(pid: 1, tid: 2), .namespace(kind: .net, inode: 3), .unique(4),
      .path("/run/x"), .name("web"), .observer,
    ]
    var errors: [TargetError] = [
      .malformed("x"), .ambiguous("web", candidates: ["a", "b", "c"]), .observerUnnumbered,
    ]
    for target in targets {
      for (near, others) in [([], 0), ([], 1), ([], 5), (["a"], 0), (["a", "b"], 3)] {
        errors.append(.unknown(UnknownTarget(target, near: near, others: others)))
      }
    }
    let many = (1...8).map { "web\($0)" }
    errors.append(.unknown(UnknownTarget(.name("web"), near: many, others: 2)))
    for count in 1...3 {
      var unknown = UnknownTarget(.name("web"), near: [], others: 0)
      unknown.ended = Array(ended.prefix(count))
      errors.append(.unknown(unknown))
    }
    for error in errors { #expect(error.words[.english] == error.description) }
  }
}

extension UnknownTarget {
  /// What is said of a target where these names come near to it.
  fileprivate init(_ target: Target, near: [String], others: Int) {
    let nobody = Observer(pid: 1, uid: 0, capabilities: 0, links: NamespaceLinks())
    let empty = Snapshot(
      host: "", kernel: "", taken: 0, uptime: 0, observer: nobody, processes: [], namespaces: [],
      unseen: [])
    self.init(target, in: empty)
    (self.near, self.others) = (near, others)
  }
}
