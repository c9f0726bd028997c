import Entering
import Namespaces
import SystemCalls
import TestSupport
import Testing

extension LiveEntries {
  /// Cgroups of a target that an entry goes into.
  @Suite(.enabled(if: !TestCgroup.Hierarchy.present.isEmpty, "needs cgroups that can be frozen"))
  struct Cgroups {
    @Test(
      "one whose name is not UTF-8, or would act on a terminal, is joined",
      arguments: TestCgroup.Hierarchy.present)
    func oddName(_ hierarchy: TestCgroup.Hierarchy) throws {
      let name: [UInt8] = Array("\u{1B}]0;x\u{7} ".utf8) + [0xFF, 0xC3]
      let cgroup = try TestCgroup(in: hierarchy, name: name)
      let isolated = try IsolatedProcess([.uts])
      try cgroup.take(isolated.pid)
      // Bytes that are no text come through od(1).
      let line = "od -An -v -tx1 /proc/self/cgroup | tr -d ' \\n'"
      let hex = name.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      #expect(
        try enter(isolated.pid, .running(line) { $0.joinsCgroup = true }).output.contains(hex))
      #expect(
        try enter(isolated.pid, .running(line) { $0.identity = .target }).output.contains(hex))
      #expect(try !enter(isolated.pid, .running(line)).output.contains(hex))
      let plan = try BuiltProgram.run(
        "heya", ["enter", "\(isolated.pid)", "--as-target", "--explain"])
      #expect(plan.text.contains("\(cgroup.path)/cgroup.procs"))
      #expect(!plan.text.utf8.contains(0x1B) && !plan.text.utf8.contains(0x07))
      isolated.end()
    }

    @Test(
      "a frozen one is refused at once, and left alone where nobody goes into it",
      arguments: TestCgroup.Hierarchy.present)
    func frozen(_ hierarchy: TestCgroup.Hierarchy) throws {
      let cgroup = try TestCgroup(in: hierarchy)
      let isolated = try IsolatedProcess([.uts])
      // Who is frozen does not end.
      defer { cgroup.thaw() }
      try cgroup.take(isolated.pid)
      try cgroup.freeze()
      for change in [
        { $0.joinsCgroup = true }, { $0.identity = .target },
      ] as [(inout EntryOptions) -> Void] {
        #expect(throws: PreflightError.frozen(cgroup: cgroup.path)) {
          try enter(isolated.pid, .running("true", change))
        }
      }
      for option in ["--cgroup", "--as-target"] {
        let refused = try BuiltProgram.run(
          "heya", ["enter", "\(isolated.pid)", option, "--lang", "en", "--", "true"])
        #expect(refused.status == 125)
        #expect(refused.errors.contains("its cgroup \(cgroup.path) is frozen"))
      }
      #expect(try enter(isolated.pid, .running("echo in")).output == "in\n")
    }
  }
}
