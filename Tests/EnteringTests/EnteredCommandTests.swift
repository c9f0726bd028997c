import Entering
import Glibc
import Namespaces
import SystemCalls
import Testing

extension LiveEntries {
  @Suite struct Commands {
    @Test("the command's exit status is handed back", arguments: [0, 1, 7, 255])
    func status(_ status: Int32) throws {
      let isolated = try IsolatedProcess([.uts])
      #expect(try enter(isolated.pid, .running("exit \(status)")).code == status)
    }

    @Test("a command that a signal ends gives 128 and the signal's number")
    func signal() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      #expect(try enter(isolated.pid, .running("kill -9 $$")).code == 137)
    }

    @Test("a command sees no descriptor but the three")
    func descriptors() throws {
      let isolated = try IsolatedProcess([.mnt])
      let leak = try Descriptor.open("/etc/passwd")
      // A descriptor without O_CLOEXEC, as a careless parent leaves it.
      let copy = Descriptor(owning: dup(leak.rawValue))
      let (output, _) = try enter(isolated.pid, .running("ls /proc/$$/fd"))
      #expect(output == "0\n1\n2\n")
      #expect(copy.rawValue > 2)
    }

    @Test("a command gets a clean environment and starts in the user's home")
    func environment() throws {
      let isolated = try IsolatedProcess([.mnt])
      let (output, _) = try enter(
        isolated.pid, .running("env -u PWD -u SHLVL -u _ | cut -d= -f1; pwd"))
      let names = Set(output.split(separator: "\n").map(String.init))
      #expect(names.isSubset(of: ["TERM", "LANG", "HOME", "PATH", "SHELL", "USER", "/root"]))
      #expect(names.isSuperset(of: ["HOME", "PATH", "SHELL", "USER", "/root"]))
    }

    @Test("variables, directory and user can be chosen")
    func choices() throws {
      let isolated = try IsolatedProcess([.mnt])
      let options = EntryOptions.running("echo $A $HOME; pwd; id -u; id -g; id -G") {
        $0.variables = [EnvironmentVariable("A", "b c")]
        $0.directory = "/tmp"
        $0.identity = .user("65534:12345")
      }
      let (output, _) = try enter(isolated.pid, options)
      #expect(output == "b c /nonexistent\n/tmp\n65534\n12345\n12345\n")
    }

    @Test("an empty environment is empty")
    func emptyEnvironment() throws {
      let isolated = try IsolatedProcess([.uts])
      let options = EntryOptions.running("") {
        $0.environment = .empty
        $0.command = ["/usr/bin/env"]
      }
      #expect(try enter(isolated.pid, options).output == "")
    }

    @Test("the target's environment can be taken over")
    func targetEnvironment() throws {
      let isolated = try IsolatedProcess(calls: [], environment: ["ROOM=x"])
      let options = EntryOptions.running("echo $ROOM") { $0.environment = .target }
      #expect(try enter(isolated.pid, options).output == "x\n")
    }

    @Test("as the target: its ids, groups, capability bounds and no_new_privs")
    func asTarget() throws {
      let isolated = try IsolatedProcess(
        [.mnt],
        after: [
          .boundCapabilities(1 << 5), .setGroups([7, 8]), .become(uid: 1000, gid: 1001),
          .forbidNewPrivileges,
        ])
      let options = EntryOptions.running(
        "id -u; id -g; id -G; grep -E 'CapBnd|NoNewPrivs' /proc/self/status"
      ) { $0.identity = .target }
      let (output, _) = try enter(isolated.pid, options)
      #expect(
        output == """
          1000
          1001
          1001 7 8
          CapBnd:\t0000000000000020
          NoNewPrivs:\t1

          """)
    }

    @Test("the host's tools work on a target's files, processes and host name")
    func hostTools() throws {
      let isolated = try IsolatedProcess([.mnt, .pid, .uts])
      let options = EntryOptions.running("ps -o pid=,comm= -e; ls /mnt/etc/passwd; pwd") {
        $0.tools = .host
      }
      let (output, code) = try enter(isolated.pid, options)
      #expect(output.contains("1 sleep\n"))
      #expect(output.hasSuffix("/mnt/etc/passwd\n/mnt\n"))
      #expect(code == 0)
    }

    @Test("a refused command says so with status 127")
    func unknownCommand() throws {
      let isolated = try IsolatedProcess([.mnt])
      let error = #expect(throws: PreflightError.self) {
        try enter(isolated.pid, .running("") { $0.command = ["no-such-command"] })
      }
      #expect(error == .noCommand("no-such-command"))
      #expect(error?.code == 127)
    }

    @Test("a command whose interpreter is missing fails at its execution")
    func missingInterpreter() throws {
      let isolated = try IsolatedProcess([.mnt])
      let script = try TemporaryDirectory()
      try script.write("#!/no/such/interpreter\n", to: "script", mode: 0o755)
      let error = #expect(throws: ExecutionError.self) {
        try enter(isolated.pid, .running("") { $0.command = [script.path + "/script"] })
      }
      #expect(error?.code == 127)
    }
  }
}
