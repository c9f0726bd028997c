import Localization
import Namespaces
import SystemCalls
import Testing

@testable import Entering

@Suite("What is taken over of the target")
struct InheritedContextTests {
  /// A target as Docker confines one, in a cgroup of its own, and a caller that nothing confines.
  private func inheritedContext(wanted: Bool = true) -> InheritedContext {
    let confined = StatusCredentials(
      status: "CapBnd:\t00000000a80425fb\nNoNewPrivs:\t1\nSeccomp:\t2\n")
    let free = StatusCredentials(status: "CapBnd:\t000001ffffffffff\nNoNewPrivs:\t0\nSeccomp:\t0\n")
    var inheritedContext = InheritedContext(
      isWanted: wanted,
      target: SecurityContext(
        credentials: confined, outOfMemoryScore: 500, label: "docker-default"),
      caller: SecurityContext(credentials: free))
    inheritedContext.groups = .set(wanted ? [4, 8] : [], lost: 0)
    inheritedContext.cgroups = [InheritedContext.Cgroup(file: "/sys/fs/cgroup/box/cgroup.procs")]
    return inheritedContext
  }

  private func text(_ inheritedContext: InheritedContext) -> String {
    inheritedContext.words.map(\.[.english]).joined(separator: "\n")
  }

  @Test("as the target: all but the seccomp filter, which nobody may read without stopping it")
  func wanted() {
    let inheritedContext = inheritedContext()
    #expect(inheritedContext.boundingSet == 0xA804_25FB)
    #expect(inheritedContext.forbidsNewPrivileges)
    #expect(inheritedContext.label == "docker-default")
    #expect(inheritedContext.outOfMemoryScore == 500)
    #expect(inheritedContext.cgroupFiles == ["/sys/fs/cgroup/box/cgroup.procs"])
    let text = text(inheritedContext)
    #expect(text.contains("Supplementary groups: copied, 4, 8."))
    #expect(text.contains("Capability bounding set: copied, 27 capabilities"))
    #expect(text.contains("No_new_privs: copied"))
    #expect(text.contains("Seccomp: can't be copied."))
    #expect(text.contains("PTRACE_SECCOMP_GET_FILTER"))
    #expect(text.contains("Security label: copied, docker-default."))
    #expect(text.contains("OOM score adjustment: copied, 500."))
    #expect(text.contains("Cgroup: copied"))
  }

  @Test("as the target's root: nothing, and each is told with what that means")
  func unwanted() {
    let inheritedContext = inheritedContext(wanted: false)
    #expect(inheritedContext.boundingSet == nil && inheritedContext.label == nil)
    #expect(!inheritedContext.forbidsNewPrivileges)
    #expect(inheritedContext.outOfMemoryScore == nil && inheritedContext.cgroupFiles.isEmpty)
    let words = inheritedContext.words.filter { !$0[.english].hasPrefix("Seccomp") }
    #expect(words.count == 6)
    for words in words {
      #expect(words[.english].contains("not copied"))
      #expect(words[.japanese].contains("引き継がない"))
    }
    #expect(text(inheritedContext).contains("the command can have 27 capabilities"))
    #expect(text(inheritedContext).contains("--cgroup changes that"))
  }

  @Test("nothing that the caller has already is done again")
  func same() {
    var inheritedContext = inheritedContext()
    inheritedContext.caller = inheritedContext.target
    inheritedContext.cgroups = []
    #expect(inheritedContext.boundingSet == nil && inheritedContext.label == nil)
    #expect(inheritedContext.outOfMemoryScore == nil && inheritedContext.cgroupFiles.isEmpty)
    let text = text(inheritedContext)
    #expect(text.contains("Capability bounding set: nothing to copy"))
    #expect(text.contains("No_new_privs: set, as you have it"))
    #expect(text.contains("Yours goes along."))
    #expect(text.contains("Security label: the same as yours, docker-default."))
    #expect(text.contains("OOM score adjustment: the same as yours, 500."))
    #expect(text.contains("Cgroup: the same as yours."))
  }

  @Test("joining a user namespace gives all capabilities again, so that the bounds are taken over")
  func userNamespace() {
    var inheritedContext = inheritedContext()
    inheritedContext.caller.credentials = inheritedContext.target.credentials
    inheritedContext.joinsUserNamespace = true
    #expect(inheritedContext.boundingSet == 0xA804_25FB)
  }

  @Test("a lower OOM score takes CAP_SYS_RESOURCE")
  func lowerScore() {
    var inheritedContext = inheritedContext()
    inheritedContext.target.outOfMemoryScore = -500
    #expect(inheritedContext.outOfMemoryScore == nil)
    #expect(
      text(inheritedContext).contains(
        "-500 is below your 0, and to lower it takes CAP_SYS_RESOURCE"))
    inheritedContext.mayLowerScore = true
    #expect(inheritedContext.outOfMemoryScore == -500)
  }

  @Test("groups stay or get lost where the target's user namespace leaves no choice")
  func groups() {
    var inheritedContext = inheritedContext()
    inheritedContext.groups = .denied
    #expect(text(inheritedContext).contains("forbids setgroups(2): yours stay"))
    inheritedContext.groups = .set([4], lost: 2)
    #expect(text(inheritedContext).contains("as far as the target's gid_map holds them (4); 2 not"))
    inheritedContext.groups = .set([], lost: 2)
    #expect(text(inheritedContext).contains("holds none of its 2"))
    inheritedContext.groups = .kept
    #expect(text(inheritedContext).contains("yours stay as you do"))
  }

  @Test("a cgroup that can't be written to is told, and fails an entry only where it was asked for")
  func cgroups() {
    var inheritedContext = inheritedContext()
    inheritedContext.cgroups[0].refusal = .accessDenied
    #expect(inheritedContext.cgroupFiles.isEmpty)
    #expect(
      text(inheritedContext).contains(
        "/sys/fs/cgroup/box/cgroup.procs can't be written to (EACCES)"))
    inheritedContext.joinsCgroups = true
    #expect(inheritedContext.cgroupFiles == ["/sys/fs/cgroup/box/cgroup.procs"])
  }

  @Test("what a program of the target's escapes is said: a filter always, a label with your rights")
  func shortfalls() {
    var context = inheritedContext(wanted: false)
    context.target.credentials.hasFilter = true
    #expect(context.shortfalls.isEmpty)
    context.isOwnProgram = true
    #expect(
      context.shortfalls.map(\.[.english].heading) == ["Seccomp", "Security label"])
    #expect(context.shortfalls[1][.english].contains("not copied, docker-default"))
    #expect(context.shortfalls[1][.japanese].contains("引き継がない。docker-default"))
    context.isBound = true
    #expect(context.shortfalls.map(\.[.english].heading) == ["Seccomp"])
    context.caller.label = "docker-default"
    context.isBound = false
    #expect(context.shortfalls.map(\.[.english].heading) == ["Seccomp"])
  }

  @Test("a label that the security module refuses is told with a way in")
  func refusedLabel() {
    let failure = ExecutionError(.setLabel("docker-default"), .accessDenied)
    #expect(failure.words[.english].contains("docker-default: EACCES"))
    #expect(failure.words[.english].contains("--privileged"))
    #expect(failure.words[.japanese].contains("--privileged"))
  }
}

extension String {
  /// What stands before the colon.
  fileprivate var heading: String { String(prefix { $0 != ":" }) }
}
