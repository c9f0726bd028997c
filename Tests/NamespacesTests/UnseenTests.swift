import Namespaces
import Testing

@Suite("What a scan could not see")
struct UnseenTests {
  /// Reasons as captures of all versions of heya hold them.
  private static let reasons: [(Unseen.Reason, String)] = [
    (
      .takes([.netAdmin, .sysPtrace]),
      "EACCES: it takes CAP_NET_ADMIN and CAP_SYS_PTRACE (use sudo)"
    ),
    (
      .mounted(with: "hidepid=2", byRoot: false),
      "it is mounted with hidepid=2, and seeing all takes CAP_SYS_PTRACE (use sudo)"
    ),
    (
      .mounted(with: "hidepid=2", byRoot: true),
      "it is mounted with hidepid=2, and seeing all takes CAP_SYS_PTRACE, which heya lacks although "
        + "it is root"
    ),
    (
      .lacks([.sysPtrace]),
      "EACCES: it takes CAP_SYS_PTRACE, which heya lacks although it is root (a container or a "
        + "service manager took it)"
    ),
    (
      .above([.netAdmin, .sysPtrace]),
      "EACCES: it takes CAP_NET_ADMIN and CAP_SYS_PTRACE in a user namespace above the one that heya "
        + "is in"
    ),
    (.missing(.time), "this kernel has no time namespaces"),
    (.larger(than: 4_096), "larger than 4096 bytes"),
    (.onlyBytes(4_096), "only the first 4096 bytes were read"),
    (.onlyEntries(64), "only 64 entries were read"),
    (.notJSON("byte 3: expected a value"), "not JSON at byte 3: expected a value"),
    (.status(404), "the answer is status 404"),
    (.error("EACCES: Permission denied"), "EACCES: Permission denied"),
    (
      .fault(.forbidden),
      "EACCES: a security module, or rights of theirs that this user lacks, forbid it"
    ),
    (.fault(.silentFile), "nothing answered within two seconds"),
    (.told("they are dark"), "they are dark"),
    // What only another version says is not to lose anything.
    (
      .told("EACCES: it takes CAP_TIME_TRAVEL (use sudo)"),
      "EACCES: it takes CAP_TIME_TRAVEL (use sudo)"
    ),
    (.told("larger than many bytes"), "larger than many bytes"),
    (.told("Error: no"), "Error: no"),
  ]

  @Test("has its reason written and read back as the same", arguments: reasons)
  func reason(reason: Unseen.Reason, text: String) {
    #expect(reason.description == text)
    #expect(Unseen(what: "", count: 1, reason: text).reason == reason)
  }

  @Test("tells root which capability it lacks, and not to become root")
  func lackingRoot() {
    func reason(uid: UInt32, capabilities: UInt64, user: UInt32) -> Unseen.Reason {
      var links = NamespaceLinks()
      links[.user] = user
      let observer = Observer(pid: 1, uid: uid, capabilities: capabilities, links: links)
      return Unseen(.links, count: 1, takes: [.sysPtrace], of: observer).reason
    }
    let initial = NamespaceKind.user.initialInode
    #expect(reason(uid: 1000, capabilities: 0, user: initial) == .takes([.sysPtrace]))
    #expect(reason(uid: 0, capabilities: 0, user: initial) == .lacks([.sysPtrace]))
    #expect(reason(uid: 0, capabilities: .max, user: initial) == .fault(.forbidden))
    #expect(reason(uid: 0, capabilities: .max, user: 42) == .above([.sysPtrace]))
  }

  @Test("is written and read back as the same")
  func what() {
    let things = Unseen.Thing.allCases.map { Unseen.What.thing($0) }
    let kinds = NamespaceKind.allCases.map { Unseen.What.kind($0) }
    for what in things + kinds + [.file("/run/docker.sock")] {
      let note = Unseen(what, count: 2, .fault(.forbidden))
      #expect(Unseen(what: "\(what)", count: 2, reason: "\(note.reason)") == note)
    }
    for fault in Unseen.Fault.allCases {
      #expect(Unseen(what: "", count: 1, reason: fault.rawValue).reason == .fault(fault))
    }
  }
}
