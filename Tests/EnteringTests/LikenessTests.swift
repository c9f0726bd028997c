import Localization
import SystemCalls
import Testing

@testable import Entering

@Suite("What is taken over of the target")
struct LikenessTests {
  /// A target as Docker confines one, in a cgroup of its own, and a caller that nothing confines.
  private func likeness(wanted: Bool = true) -> InheritedContext {
    let confined = StatusCredentials(
      status: "CapBnd:\t00000000a80425fb\nNoNewPrivs:\t1\nSeccomp:\t2\n")
    let free = StatusCredentials(status: "CapBnd:\t000001ffffffffff\nNoNewPrivs:\t0\nSeccomp:\t0\n")
    var likeness = InheritedContext(
      isWanted: wanted,
      target: SecurityContext(
        credentials: confined, outOfMemoryScore: 500, label: "docker-default"),
      caller: SecurityContext(credentials: free))
    likeness.groups = .set(wanted ? [4, 8] : [], lost: 0)
    likeness.cgroups = [InheritedContext.Cgroup(file: "/sys/fs/cgroup/box/cgroup.procs")]
    return likeness
  }

  private func text(_ likeness: InheritedContext) -> String {
    likeness.words.map(\.english).joined(separator: "\n")
  }

  @Test("as the target: all but the seccomp filter, which nobody may read without stopping it")
  func wanted() {
    let likeness = likeness()
    #expect(likeness.boundingSet == 0xA804_25FB)
    #expect(likeness.forbidsNewPrivileges)
    #expect(likeness.label == "docker-default")
    #expect(likeness.outOfMemoryScore == 500)
    #expect(likeness.cgroupFiles == ["/sys/fs/cgroup/box/cgroup.procs"])
    let text = text(likeness)
    #expect(text.contains("Supplementary groups: copied, 4, 8."))
    #expect(text.contains("Capability bounding set: copied, 27 capabilities"))
    #expect(text.contains("No_new_privs: copied"))
    #expect(text.contains("Seccomp: can't be copied."))
    #expect(text.contains("PTRACE_SECCOMP_GET_FILTER"))
    #expect(text.contains("Security label: copied, docker-default."))
    #expect(text.contains("OOM score adjustment: copied, 500."))
    #expect(text.contains("Cgroup: copied"))
  }

  @Test("as the room's root: nothing, and each is told with what that means")
  func unwanted() {
    let likeness = likeness(wanted: false)
    #expect(likeness.boundingSet == nil && likeness.label == nil)
    #expect(!likeness.forbidsNewPrivileges)
    #expect(likeness.outOfMemoryScore == nil && likeness.cgroupFiles.isEmpty)
    let words = likeness.words.filter { !$0.english.hasPrefix("Seccomp") }
    #expect(words.count == 6)
    for words in words {
      #expect(words.english.contains("not copied"))
      #expect(words.japanese.contains("引き継がない"))
    }
    #expect(text(likeness).contains("the command can have 27 capabilities"))
    #expect(text(likeness).contains("--cgroup changes that"))
  }

  @Test("nothing that the caller has already is done again")
  func same() {
    var likeness = likeness()
    likeness.caller = likeness.target
    likeness.cgroups = []
    #expect(likeness.boundingSet == nil && likeness.label == nil)
    #expect(likeness.outOfMemoryScore == nil && likeness.cgroupFiles.isEmpty)
    let text = text(likeness)
    #expect(text.contains("Capability bounding set: nothing to copy"))
    #expect(text.contains("No_new_privs: set, as you have it"))
    #expect(text.contains("Yours goes along."))
    #expect(text.contains("Security label: the same as yours, docker-default."))
    #expect(text.contains("OOM score adjustment: the same as yours, 500."))
    #expect(text.contains("Cgroup: the same as yours."))
  }

  @Test("joining a user namespace gives all capabilities again, so that the bounds are taken over")
  func userNamespace() {
    var likeness = likeness()
    likeness.caller.credentials = likeness.target.credentials
    likeness.joinsUserNamespace = true
    #expect(likeness.boundingSet == 0xA804_25FB)
  }

  @Test("a lower OOM score takes CAP_SYS_RESOURCE")
  func lowerScore() {
    var likeness = likeness()
    likeness.target.outOfMemoryScore = -500
    #expect(likeness.outOfMemoryScore == nil)
    #expect(text(likeness).contains("-500 is below your 0, and to lower it takes CAP_SYS_RESOURCE"))
    likeness.mayLowerScore = true
    #expect(likeness.outOfMemoryScore == -500)
  }

  @Test("groups stay or get lost where the room's user namespace leaves no choice")
  func groups() {
    var likeness = likeness()
    likeness.groups = .denied
    #expect(text(likeness).contains("forbids setgroups(2): yours stay"))
    likeness.groups = .set([4], lost: 2)
    #expect(text(likeness).contains("as far as the room's gid_map holds them (4); 2 not"))
    likeness.groups = .set([], lost: 2)
    #expect(text(likeness).contains("holds none of the target's 2"))
    likeness.groups = .kept
    #expect(text(likeness).contains("yours stay as you do"))
  }

  @Test("a cgroup that can't be written to is told, and fails an entry only where it was asked for")
  func cgroups() {
    var likeness = likeness()
    likeness.cgroups[0].refusal = .accessDenied
    #expect(likeness.cgroupFiles.isEmpty)
    #expect(text(likeness).contains("/sys/fs/cgroup/box/cgroup.procs can't be written to (EACCES)"))
    likeness.joinsCgroups = true
    #expect(likeness.cgroupFiles == ["/sys/fs/cgroup/box/cgroup.procs"])
  }
}
