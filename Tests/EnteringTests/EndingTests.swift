import Entering
import Kernel
import Namespaces
import Testing

extension RealRooms {
  /// What becomes of an entry when its target ends, and what entries leave behind.
  @Suite struct Endings {
    @Test("a target that ends at any step: the entry works or says why, and leaves nothing behind")
    func targetEnds() throws {
      let kinds: Set<NamespaceKind> = [.user, .uts, .pid, .mnt]
      let steps = try plan(for: Room(kinds)).steps.count
      for end in 0..<steps {
        let room = try Room(kinds)
        let plan = try plan(for: room)
        do {
          let outcome = try plan.perform { step in
            if step == plan.steps[end] { room.kill() }
          }
          // Once it has joined, only the end of the pid namespace's first process can stop it.
          #expect(outcome.code == 0 || outcome.code == 137)
        } catch {
          #expect(!error.description.isEmpty)
        }
        room.end()
        #expect(try leftBehind() == [])
      }
    }

    @Test("a process that has ended is refused, also when another has its number")
    func gone() throws {
      let room = try Room([.uts])
      let snapshot = try look()
      let process = try #require(snapshot.process(pid: room.pid))
      let plan = try EntryPlan(.process(process.id), options: .running("true"), in: snapshot)
      room.end()
      let failure = #expect(throws: EntryFailure.self) { try plan.perform() }
      #expect(failure?.step == .holdProcess(process.id))
      #expect(failure?.error == .noSuchProcess)
      #expect(failure?.calls.map(\.description) == ["pidfd_open(\(room.pid), 0) = -1 ESRCH"])
      #expect(throws: EntryRefusal.gone(.process(process.id))) {
        try EntryPlan(.process(process.id), options: .running("true"), in: snapshot)
      }
      let later = EntryTarget.process(ProcessID(pid: Host.processID, startTicks: 1))
      #expect(throws: EntryRefusal.gone(later)) {
        try EntryPlan(later, options: .running("true"), in: snapshot)
      }
    }

    @Test("500 entries leave no descriptor, process or zombie behind")
    func manyEntries() throws {
      let room = try Room([.user, .pid, .mnt, .net])
      let plan = try plan(for: room)
      let before = descriptors()
      for _ in 0..<500 { #expect(try plan.perform().code == 0) }
      // Other tests open descriptors at the same time, but not hundreds.
      #expect(descriptors() < before + 50)
      #expect(try leftBehind() == [])
    }

    private func plan(for room: borrowing Room) throws -> EntryPlan {
      let snapshot = try look()
      return try EntryPlan(snapshot.target(room.pid), options: .running("true"), in: snapshot)
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
