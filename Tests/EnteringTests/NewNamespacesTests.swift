import Entering
import Namespaces
import SystemCalls
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
