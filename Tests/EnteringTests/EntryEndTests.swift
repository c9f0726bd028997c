import Namespaces
import SystemCalls
import Testing

@testable import Entering

extension LiveEntries {
  /// What becomes of an entry when its target ends, and what entries leave behind.
  @Suite struct Endings {
    /// Ways to enter; each step that an entry can have is one of theirs.
    enum Way: CaseIterable {
      case asRoot, asTarget, withTools, oneByOne, atTerminal
    }

    @Test(
      "a target that ends at any step: the entry works or says why, and leaves nothing behind",
      arguments: Way.allCases)
    func targetEnds(_ way: Way) throws {
      let first = try ConfinedProcess(Self.kinds)
      let steps = try plan(for: first.pid, way).steps
      for end in steps.indices where !steps[end].calls.isEmpty {
        let isolated = try ConfinedProcess(Self.kinds)
        let plan = try plan(for: isolated.pid, way)
        let caller = try caller(way)
        var hasCome = false
        do {
          let outcome = try plan.perform(from: caller) { step in
            guard step == plan.steps[end] else { return }
            hasCome = true
            isolated.kill()
          }
          // Once it has joined, only the end of the pid namespace's first process can stop it.
          #expect(outcome.code == 0 || outcome.code == 137)
        } catch {
          #expect(!error.description.isEmpty)
        }
        #expect(hasCome, "\(plan.steps[end])")
        isolated.end()
        #expect(try leftBehind() == [])
      }
    }

    @Test("these ways have every step that an entry can have, but for a security module's")
    func everyStep() throws {
      let isolated = try ConfinedProcess(Self.kinds)
      var names: Set<String> = []
      for way in Way.allCases { names.formUnion(try plan(for: isolated.pid, way).steps.map(name)) }
      #expect(
        names.isSuperset(of: [
          "holdProcess", "openNamespace", "openRoot", "copyMounts", "confirmProcess",
          "setOutOfMemoryScore", "makeUndumpable", "openTerminal", "joinTogether", "join", "fork",
          "copyHostMounts", "attachTargetFiles", "mountProcesses", "changeRoot", "takeTerminal",
          "leaveTerminal", "boundCapabilities", "setGroups", "become", "forbidNewPrivileges",
          "changeDirectory", "closeDescriptors", "execute",
        ]))
      if isolated.hasCgroup { #expect(names.isSuperset(of: ["openCgroup", "enterCgroup"])) }
    }

    private static let kinds: Set<NamespaceKind> = [.user, .uts, .pid, .mnt]

    private func plan(for pid: Int32, _ way: Way) throws -> EntryPlan {
      let snapshot = try look()
      let target = try snapshot.target(pid)
      var options = EntryOptions.running("true")
      switch way {
      case .asRoot: break
      case .asTarget: options.identity = .target
      case .withTools: options.tools = .host
      case .atTerminal: options.streams = .terminal
      case .oneByOne:
        // As before Linux 5.8, when setns(2) took no pidfd.
        let route = try EntryRoute(to: target, kinds: options.kinds, in: snapshot)
        return EntryPlan(
          target, options: options, route: route,
          facts: try TargetInspection(route, options: options, caller: snapshot.observer),
          joinsTogether: false, isPrivileged: true)
      }
      return try EntryPlan(target, options: options, in: snapshot)
    }

    /// A caller that lends a terminal where the way needs one.
    private func caller(_ way: Way) throws -> EntryCaller {
      var caller = EntryCaller()
      if way == .atTerminal {
        let terminal = try Descriptor.open("/dev/ptmx")
        caller.modes = try TerminalMode(of: terminal.rawValue)
      }
      return caller
    }

    private func name(_ step: EntryStep) -> String {
      String("\(step)".prefix { $0 != "(" })
    }

    @Test("a process that has ended is refused, also when another has its number")
    func gone() throws {
      let isolated = try IsolatedProcess([.uts])
      let snapshot = try look()
      let process = try #require(snapshot.process(pid: isolated.pid))
      let plan = try EntryPlan(.process(process.id), options: .running("true"), in: snapshot)
      isolated.end()
      let failure = #expect(throws: ExecutionError.self) { try plan.perform() }
      #expect(failure?.step == .holdProcess(process.id))
      #expect(failure?.error == .noSuchProcess)
      #expect(failure?.calls.map(\.description) == ["pidfd_open(\(isolated.pid), 0) = -1 ESRCH"])
      #expect(throws: PreflightError.gone(.process(process.id))) {
        try EntryPlan(.process(process.id), options: .running("true"), in: snapshot)
      }
      let later = EntryTarget.process(ProcessID(pid: Host.processID, startTicks: 1))
      #expect(throws: PreflightError.gone(later)) {
        try EntryPlan(later, options: .running("true"), in: snapshot)
      }
    }

    @Test("500 entries leave no descriptor, process or zombie behind")
    func manyEntries() throws {
      let isolated = try IsolatedProcess([.user, .pid, .mnt, .net])
      let plan = try plan(for: isolated.pid, .asRoot)
      let before = descriptors()
      for _ in 0..<500 { #expect(try plan.perform().code == 0) }
      // Other tests open descriptors at the same time, but not hundreds.
      #expect(descriptors() < before + 50)
      #expect(try leftBehind() == [])
    }

    private func descriptors() -> Int {
      (try? Descriptor.open("/proc/self/fd", Descriptor.directory).names().count) ?? 0
    }

    /// The children of this process that are dead and not waited for, or that have not come to
    /// execute anything; other tests have such too, but only for a moment.
    private func leftBehind() throws -> [Int32] {
      for _ in 0..<50 {
        if try suspects().isEmpty { return [] }
      }
      return try suspects()
    }

    private func suspects() throws -> [Int32] {
      let snapshot = try look()
      let own = snapshot.process(pid: Host.processID)?.name
      return snapshot.processes.filter { process in
        process.parent == Host.processID
          && (process.state == .zombie || process.name == own || process.name == "sh")
      }.map(\.pid)
    }
  }
}
