import Accounts
import Localization
import Namespaces
import Testing

@testable import Entering

@Suite("The plan of an entry")
struct PlanTests {
  private let all = Set(NamespaceKind.allCases)

  /// A plan for a process with its own user, net, pid and mnt namespaces.
  private func plan(
    _ kinds: Set<NamespaceKind>? = nil, joinsTogether: Bool = true, isPrivileged: Bool = true,
    _ change: (inout EntryOptions, inout TargetInspection) -> Void = { _, _ in }
  ) throws -> EntryPlan {
    var fixture = HostFixture()
    fixture.add(.user, 11)
    fixture.add(.net, 12, owner: 11)
    fixture.add(.pid, 13, owner: 11)
    fixture.add(.mnt, 14, owner: 11)
    fixture.add(process: 42, in: [.user: 11, .net: 12, .pid: 13, .mnt: 14])
    var options = EntryOptions.running("true")
    if let kinds { options.kinds = kinds }
    var facts = TargetInspection()
    facts.changesRoot = options.kinds.contains(.mnt)
    facts.program = TargetProgram(paths: ["/bin/sh"], arguments: ["sh"])
    change(&options, &facts)
    let target = HostFixture.target(42)
    let route = try EntryRoute(to: target, kinds: options.kinds, in: fixture.snapshot)
    return EntryPlan(
      target, options: options, route: route, facts: facts, joinsTogether: joinsTogether,
      isPrivileged: isPrivileged)
  }

  private func joins(_ plan: EntryPlan) -> [NamespaceKind] {
    plan.steps.compactMap { if case .join(let id) = $0 { id.kind } else { nil } }
  }

  @Test("joins all of a process's namespaces in one call, which is all or nothing")
  func together() throws {
    let steps = try plan().steps
    let ids = [(NamespaceKind.user, 11), (.net, 12), (.pid, 13), (.mnt, 14)]
    #expect(steps.contains(.joinTogether(ids.map { HostFixture.id($0.0, UInt32($0.1)) })))
    #expect(!steps.contains { if case .openNamespace = $0 { true } else { false } })
  }

  @Test("joins one by one before Linux 5.8, the user namespace last where joining it drops power")
  func privileged() throws {
    #expect(joins(try plan(joinsTogether: false)) == [.net, .pid, .mnt, .user])
  }

  @Test("joins the user namespace first where the power comes from it")
  func unprivileged() throws {
    let plan = try plan(joinsTogether: false, isPrivileged: false)
    #expect(joins(plan) == [.user, .net, .pid, .mnt])
  }

  @Test("opens everything and checks the target before the first call that changes something")
  func openFirst() throws {
    let steps = try plan(joinsTogether: false).steps
    let check = try #require(
      steps.firstIndex { if case .confirmProcess = $0 { true } else { false } })
    let lastOpening = try #require(steps.lastIndex { $0.isDoneOutside })
    #expect(check == lastOpening)
    #expect(steps[..<check].allSatisfy { $0.isDoneOutside || $0.calls.isEmpty })
  }

  @Test("forks only for kinds that take effect in children", arguments: NamespaceKind.allCases)
  func fork(_ kind: NamespaceKind) throws {
    let forks = try plan([kind]).steps.contains { if case .fork = $0 { true } else { false } }
    #expect(forks == (kind == .pid))
  }

  @Test("makes the terminal inside where the target can, else outside before anything is joined")
  func terminal() throws {
    for hasTerminals in [true, false] {
      let steps = try plan { options, facts in
        options.streams = .terminal
        facts.hasTerminals = hasTerminals
      }.steps
      let terminal = try #require(
        steps.firstIndex(of: .openTerminal(inside: hasTerminals, owner: nil)))
      let join = try #require(
        steps.firstIndex { if case .joinTogether = $0 { true } else { false } })
      #expect((terminal > join) == hasTerminals)
      #expect(steps.contains(.takeTerminal))
    }
  }

  @Test("gives no terminal of the caller's away: each goes through a pipe")
  func pipes() throws {
    let steps = try plan { options, _ in
      options.streams = StandardStreams(input: true, output: false, error: true)
    }.steps
    #expect(steps.contains(.leaveTerminal(piped: [0, 2])))
  }

  @Test("drops what it can before it joins, and the rest before those inside can see it")
  func identity() throws {
    let steps = try plan { options, facts in
      options.identity = .target
      let confined = StatusCredentials(status: "CapBnd:\t00000000a80425fb\nNoNewPrivs:\t1\n")
      facts.inheritedContext = InheritedContext(
        isWanted: true, target: SecurityContext(credentials: confined),
        caller: SecurityContext(credentials: StatusCredentials(status: "")))
      facts.identity = try? EntryIdentity(
        .user("7:8"), accounts: UserDatabase(passwd: nil), maps: nil, credentials: nil,
        callerIsRoot: true)
    }.steps
    #expect(
      Array(steps.suffix(6)) == [
        .boundCapabilities(0xA804_25FB), .setGroups([]), .become(uid: 7, gid: 8, name: nil),
        .lowerCapabilities(EntryStep.neededToExecute, inheritsNone: true), .fork([.pid]),
        .execute(paths: ["/bin/sh"], arguments: ["sh"], environment: []),
      ])
    let join = try #require(
      steps.firstIndex { if case .joinTogether = $0 { true } else { false } })
    #expect(
      Array(steps[..<join].suffix(5)) == [
        .leaveTerminal(piped: []), .forbidNewPrivileges,
        .lowerCapabilities(EntryStep.neededToJoin, inheritsNone: true), .closeDescriptors,
        .makeUndumpable,
      ])
  }

  @Test("says where a process of the target's can take over what goes in")
  func exposure() throws {
    func notes(_ pid: [NamespaceKind: UInt32], _ bounds: String) throws -> [String] {
      var fixture = HostFixture()
      fixture.add(.net, 12)
      fixture.add(.pid, 13)
      fixture.add(.user, 11)
      fixture.add(process: 42, in: pid)
      var facts = TargetInspection()
      facts.inheritedContext = InheritedContext(
        isWanted: false,
        target: SecurityContext(credentials: StatusCredentials(status: "CapBnd:\t\(bounds)\n")),
        caller: SecurityContext(credentials: StatusCredentials(status: "")))
      let (target, options) = (HostFixture.target(42), EntryOptions.running("true"))
      return EntryPlan(
        target, options: options,
        route: try EntryRoute(to: target, kinds: options.kinds, in: fixture.snapshot), facts: facts,
        joinsTogether: true, isPrivileged: true
      ).notes.map(\.[.english]).filter { $0.contains("CAP_SYS_PTRACE") }
    }
    #expect(try notes([.net: 12], "1ffffffffff").count == 1)
    #expect(try notes([.net: 12], "00000000a80425fb").isEmpty)
    #expect(try notes([.net: 12, .pid: 13], "1ffffffffff").isEmpty)
    #expect(try notes([.net: 12, .user: 11], "1ffffffffff").isEmpty)
  }

  @Test("keeps the groups where the target forbids to set them")
  func groups() throws {
    let steps = try plan { _, facts in
      facts.deniesGroups = true
      facts.identity = try? EntryIdentity(
        .root, accounts: UserDatabase(passwd: nil), maps: nil, credentials: nil,
        callerIsRoot: true)
    }.steps
    #expect(steps.contains(.keepGroups))
    #expect(!steps.contains { if case .setGroups = $0 { true } else { false } })
  }

  @Test("with the host's tools attaches the target's files instead of joining its mounts")
  func hostTools() throws {
    let steps = try plan { options, facts in
      options.tools = .host
      facts.changesRoot = false
    }.steps
    let ids = [(NamespaceKind.user, 11), (.net, 12), (.pid, 13)]
    #expect(steps.contains(.joinTogether(ids.map { HostFixture.id($0.0, UInt32($0.1)) })))
    let at = try #require(steps.firstIndex(of: .copyHostMounts))
    #expect(Array(steps[at...(at + 2)]) == [.copyHostMounts, .attachTargetFiles, .mountProcesses])
    #expect(steps.contains(.copyMounts(HostFixture.id(.mnt, 14), root: "root")))
  }

  @Test("says that /proc is not the target's when the mounts stay the caller's")
  func notes() throws {
    #expect(try plan([.pid]).notes.contains { $0[.english].contains("/proc is not the target's") })
    #expect(try !plan().notes.contains { $0[.english].contains("/proc is not the target's") })
  }

  @Test(
    "is the same as one command",
    arguments: [
      ("heya enter 42 -- sh -c true", { @Sendable (_: inout EntryOptions) in }),
      ("heya enter 42 --only net -- sh -c true", { $0.kinds = [.net] }),
      ("heya enter 42 --except mnt -- sh -c true", { $0.kinds.remove(.mnt) }),
      (
        "heya enter 42 --user me:1 --cwd /x --env 'A=b c' --cgroup -- sh -c true",
        {
          $0.identity = .user("me:1")
          $0.directory = "/x"
          $0.variables = [EnvironmentVariable("A", "b c")]
          $0.joinsCgroup = true
        }
      ),
      (
        "heya enter 42 --as-target --target-env --bring-tools -- sh -c true",
        {
          $0.identity = .target
          $0.environment = .target
          $0.tools = .host
        }
      ),
    ] as [(String, @Sendable (inout EntryOptions) -> Void)])
  func commandLine(_ line: String, _ change: @Sendable (inout EntryOptions) -> Void) throws {
    #expect(try plan { options, _ in change(&options) }.commandLine == line)
  }

  @Test("is the same as one command, rights and all namespaces of a member included")
  func otherCommandLine() throws {
    let plan = try plan { options, _ in
      options.isPrivileged = true
      options.joinsAll = true
    }
    #expect(plan.commandLine == "heya enter 42 --all --privileged -- sh -c true")
  }

  @Test("says in its first lines whose program runs, and with whose rights, in both languages")
  func rights() throws {
    let confined = StatusCredentials(status: "CapBnd:\t00000000a80425fb\nNoNewPrivs:\t1\n")
    func plan(own: Bool, wanted: Bool = false, bound: Bool = true) throws -> EntryPlan {
      try self.plan { _, facts in
        facts.runsOwnProgram = own
        var inheritedContext = InheritedContext(
          isWanted: wanted, target: SecurityContext(credentials: confined),
          caller: SecurityContext(credentials: StatusCredentials(status: "")))
        inheritedContext.isBound = own && bound
        facts.inheritedContext = inheritedContext
      }
    }
    let own = try plan(own: true)
    #expect(
      own.explanation(in: .english)[1].hasPrefix("The program is the target's own: it gets no"))
    #expect(own.explanation(in: .japanese)[1].hasPrefix("プログラムは対象自身のものなので"))
    #expect(own.steps.contains(.boundCapabilities(0xA804_25FB)))
    #expect(own.steps.contains(.forbidNewPrivileges))
    let host = try plan(own: false)
    #expect(host.explanation(in: .english)[1].contains("is the host's: it keeps your rights"))
    #expect(!host.steps.contains(.boundCapabilities(0xA804_25FB)))
    let privileged = try plan(own: true, bound: false)
    #expect(privileged.rights[.english].contains("gets your rights all the same"))
    #expect(!privileged.steps.contains(.forbidNewPrivileges))
    #expect(try plan(own: false, wanted: true).rights[.english].contains("as you asked"))
  }

  @Test("comes nearest to an nsenter line with the same namespaces and root")
  func nsenter() throws {
    #expect(
      try plan().nsenterLine
        == "nsenter --target 42 --user --net --pid --mount --root -- sh")
  }

  @Test("explains each step in words, with its calls and the page that tells more")
  func explanation() throws {
    let text = try plan().explanation(in: .english).joined(separator: "\n")
    #expect(
      text.contains("setns(pidfd, CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWNS)"))
    #expect(text.contains("see setns(2)"))
    #expect(text.contains("Leave uts as it is: you share it with the target already."))
  }

  @Test("explains itself in Japanese too, with the same calls")
  func japanese() throws {
    let plan = try plan()
    let (english, japanese) = (plan.explanation(in: .english), plan.explanation(in: .japanese))
    #expect(english.count == japanese.count)
    #expect(japanese[0] == "42 に入る手順:")
    let calls = english.filter { $0.hasPrefix("     ") && !$0.contains("see ") }
    #expect(!calls.isEmpty && calls.allSatisfy(japanese.contains))
  }
}
