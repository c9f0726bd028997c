import Entering
import Glibc
import Namespaces
import SystemCalls
import TestSupport
import Testing

extension LiveEntries {
  /// Processes whose main thread has ended, while another lives on.
  @Suite(.needs("python3", "unshare")) struct EndedLeaders {
    /// Starts such a process in namespaces of its own, and gives its living thread.
    private func start(_ runtimeFixture: RuntimeFixture) throws -> (pid: Int32, tid: Int32) {
      let script = """
        import ctypes, os, threading, time
        threading.Thread(target=lambda: time.sleep(600)).start()
        ctypes.CDLL(None).syscall(\(exitCall), 0)
        """
      runtimeFixture.environment["HEYA_TEST"] = "of the thread"
      let pid = try runtimeFixture.start("unshare", "--uts", "--mount", "python3", "-c", script).pid
      try runtimeFixture.wait(for: "the end of the main thread") {
        try RuntimeFixture.text(of: "/proc/\(pid)/stat").contains(") Z ")
      }
      let tasks = try Descriptor.open("/proc/\(pid)/task", Descriptor.directory).names()
      return (pid, try #require(tasks.compactMap { Int32($0) }.first { $0 != pid }))
    }

    /// exit(2), which ends one thread.
    private var exitCall: Int {
      #if arch(x86_64)
      60
      #else
      93
      #endif
    }

    @Test("are entered through that thread, by PID as by PID/TID")
    func enter() throws {
      let runtimeFixture = try RuntimeFixture()
      let (pid, tid) = try start(runtimeFixture)
      let links = ["uts", "mnt"].map { RealProcess.link(tid, $0) ?? "" }.joined(separator: "\n")
      #expect(links.contains("uts:["))
      for target in ["\(pid)", "\(pid)/\(tid)"] {
        for options in [[], ["--as-target"], ["--user", "0"]] {
          let entered = try BuiltProgram.run(
            "heya",
            ["enter", target] + options
              + ["--", "sh", "-c", "readlink /proc/self/ns/uts /proc/self/ns/mnt"])
          #expect(entered.text == links + "\n", "\(target) \(options): \(entered.errors)")
          #expect(entered.status == 0)
        }
      }
      let environment = try BuiltProgram.run(
        "heya", ["enter", "\(pid)", "--target-env", "--", "sh", "-c", "echo $HEYA_TEST"])
      #expect(environment.text == "of the thread\n")
      let plan = try BuiltProgram.run("heya", ["enter", "\(pid)", "--explain"]).text
      #expect(plan.contains("task/\(tid)/root"))
    }

    @Test("a zombie without a thread has ended")
    func zombie() throws {
      let isolated = try IsolatedProcess([.uts])
      isolated.kill()
      while RealProcess.state(isolated.pid) != "Z" { usleep(1000) }
      let refused = try BuiltProgram.run("heya", ["enter", "\(isolated.pid)", "--lang", "en"])
      #expect(refused.status == 125)
      #expect(refused.errors.contains("process \(isolated.pid) has ended"))
    }
  }
}
