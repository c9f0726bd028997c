import Entering
import Glibc
import Namespaces
import SystemCalls
import TestSupport
import Testing

extension LiveEntries {
  /// Targets that are made, and how they end.
  @Suite struct NewNamespaces {
    @Test("every kind can be made anew", arguments: NamespaceKind.allCases)
    func eachKind(_ kind: NamespaceKind) throws {
      let output = try make([kind], "readlink /proc/self/ns/\(kind)").output
      #expect(output.hasPrefix("\(kind):["))
      #expect(output != "\(kind):[\(try IsolatedProcess.inode(kind))]\n")
    }

    @Test("in a new pid and mount namespace ps shows only what is inside, the command as pid 1")
    func processes() throws {
      #expect(
        try make([.pid, .mnt], "ps -e --no-headers -o pid,comm; exit 3")
          == ("      1 sh\n      2 ps\n", 3))
    }

    @Test("root of a new user namespace is the caller, and nobody else exists")
    func userMap() throws {
      let output = try make([.user], "id -u; cat /proc/self/uid_map /proc/self/setgroups").output
      let words = output.split(whereSeparator: { $0 == " " || $0 == "\n" })
      #expect(words == ["0", "0", "\(Host.userID)", "1", "deny"])
    }

    @Test("pins keep the namespaces, and unpinning ends them")
    func pins() throws {
      let directory = try TemporaryDirectory()
      let path = directory.path + "/rooms"
      var options = NewNamespacesOptions(kinds: [.net, .uts])
      options.pin = path
      options.streams = .pipes
      options.command = ["true"]
      #expect(try NewNamespacesPlan(options, for: look().observer).perform().code == 0)
      let snapshot = try look()
      for kind in [NamespaceKind.net, .uts] {
        let namespace = try #require(
          snapshot.namespaces.first { namespace in
            namespace.holders.contains {
              if case .mount("\(path)/\(kind)", _) = $0 { true } else { false }
            }
          })
        #expect(namespace.members.isEmpty)
        let unpinning = try Unmount(namespace.id, at: "\(path)/\(kind)", in: snapshot)
        try unpinning.perform()
        #expect(try look().namespace(namespace.id) == nil)
        #expect(throws: UnmountError.gone("\(path)/\(kind)")) { try unpinning.perform() }
      }
    }

    @Test(
      "a limit of the kernel's is told by its file, with what to do", .needs("unshare"),
      arguments: [("uts", "uts"), ("net,uts", "uts"), ("pid", "pid"), ("user", "user")])
    func limits(_ kinds: String, _ limited: String) throws {
      // The limits of a user namespace end with it.
      let file = "/proc/sys/user/max_\(limited)_namespaces"
      for (language, remedy) in [("en", "raise "), ("ja", "を上げてください")] {
        let made = try BuiltProgram.run(
          shell: """
            unshare --user --map-root-user sh -c \
              'echo 0 > \(file) && $heya new --lang \(language) --kinds \(kinds) -- true'
            """)
        #expect(made.status == 125)
        #expect(made.errors.contains(file) && made.errors.contains(remedy), "\(made.errors)")
        #expect(made.errors.contains("ENOSPC"))
        #expect(made.errors.contains("32") == (limited == "pid" || limited == "user"))
      }
    }

    /// A pid namespace's own setting, which ends with it.
    private static let memorySetting = "/proc/sys/vm/memfd_noexec"

    @Test(
      "where no program may run from memory, the sysctl that forbids it is told", .needs("unshare"),
      .enabled(if: unsafe access(memorySetting, F_OK) == 0, "needs vm.memfd_noexec (Linux 6.3)"))
    func noProgramsInMemory() throws {
      for (command, language) in [("new --kinds uts", "en"), ("enter $pid", "ja")] {
        let made = try BuiltProgram.run(
          shell: """
            unshare --pid --fork --mount-proc sh -c 'echo 2 > \(Self.memorySetting)
              unshare --uts sleep 60 & pid=$!
              while [ $(readlink /proc/$pid/ns/uts) = $(readlink /proc/1/ns/uts) ]; do :; done
              $heya \(command) --lang \(language) -- true; echo status $?; kill $pid'
            """)
        #expect(made.text == "status 125\n", "\(made.errors)")
        #expect(made.errors.contains("sysctl vm.memfd_noexec=1") && made.errors.contains("EACCES"))
      }
    }

    @Test(
      "nor is a namespace without processes looked into there, with the same reason",
      .needs("unshare"),
      .enabled(if: unsafe access(memorySetting, F_OK) == 0, "needs vm.memfd_noexec (Linux 6.3)"))
    func noLookWithoutPrograms() throws {
      let looked = try BuiltProgram.run(
        shell: """
          unshare --pid --fork --mount-proc sh -c 'echo 2 > \(Self.memorySetting)
            unshare --user sleep 60 & pid=$!
            while [ $(readlink /proc/$pid/ns/user) = $(readlink /proc/1/ns/user) ]; do :; done
            exec 9</proc/$pid/ns/user; user=$(readlink /proc/$pid/ns/user)
            kill $pid; wait $pid; $heya show $user --lang en; $heya show $user --lang ja'
          """)
      #expect(looked.text.contains("allow them with `sysctl vm.memfd_noexec=1`"), "\(looked.text)")
      #expect(looked.text.contains("`sysctl vm.memfd_noexec=1` で許可してください"))
      #expect(!looked.text.contains("CAP_SYS_ADMIN in"), "\(looked.text)")
    }

    @Test("a signal ends all processes of a target")
    func ending() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      let snapshot = try look()
      let namespace = try #require(snapshot.namespace(inode: isolated.inode(.pid)))
      #expect(try SignalDelivery(all: namespace, signal: 9, in: snapshot).perform().isEmpty)
      #expect(try ExitStatus(waitingFor: isolated.pid) == .signaled(9))
    }

    @Test("a signal does not hit another process that took over a number")
    func recycled() throws {
      let isolated = try IsolatedProcess([.uts])
      let snapshot = try look()
      let old = ProcessID(pid: isolated.pid, startTicks: 1)
      let failures = try SignalDelivery([old], signal: 9, in: snapshot).perform()
      #expect(failures.map(\.error) == [.noSuchProcess])
      #expect(try look().process(pid: isolated.pid) != nil)
    }

    @Test("without privileges a target needs a user namespace")
    func unprivileged() throws {
      var observer = try look().observer
      observer.capabilities = 0
      let refusal = #expect(throws: PreflightError.self) {
        try NewNamespacesPlan(NewNamespacesOptions(kinds: [.net]), for: observer)
      }
      #expect(refusal?.description.contains("--user-map self") == true)
      // Root is not told to become root.
      #expect(refusal?.description.contains("sudo") == false)
      #expect(
        try NewNamespacesPlan(NewNamespacesOptions(kinds: [.net], userMap: .caller), for: observer)
          .commandLine == "heya new --kinds net --user-map self")
    }

    private func make(
      _ kinds: Set<NamespaceKind>, _ line: String
    ) throws -> (output: String, code: Int32) {
      var options = NewNamespacesOptions(kinds: kinds)
      options.streams = .pipes
      options.command = ["sh", "-c", line]
      let plan = try NewNamespacesPlan(options, for: look().observer)
      return try collect { try plan.perform(from: EntryCaller(output: $0)) }
    }
  }
}
