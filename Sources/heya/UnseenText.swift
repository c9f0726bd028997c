internal import Localization
internal import Namespaces

extension Unseen {
  /// One line that says what could not be seen.
  var words: Text {
    let what = what.words(count)
    return count > 0
      ? Text("not seen: \(count) \(what) (\(reason.words))")
      : Text("not seen: \(what) (\(reason.words))")
  }
}

extension Unseen.What {
  /// The text after a number.
  fileprivate func words(_ count: Int) -> Text {
    switch self {
    case .thing(let thing): thing.words(count)
    case .kind(let kind): Text("\(kind) namespaces")
    case .file(let path): Text(verbatim: path)
    }
  }
}

extension Unseen.Thing {
  fileprivate func words(_ count: Int) -> Text {
    switch self {
    case .links:
      Text(
        count, one: "process whose namespaces are hidden",
        other: "processes whose namespaces are hidden")
    case .commandLines:
      Text(count, one: "command line of a process", other: "command lines of processes")
    case .descriptors:
      Text(
        count, one: "process whose descriptors are hidden",
        other: "processes whose descriptors are hidden")
    case .sockets:
      Text(
        count, one: "socket whose namespace is hidden", other: "sockets whose namespace is hidden")
    case .numbered:
      Text(
        count, one: "namespace that the kernel lists and lets nobody here open",
        other: "namespaces that the kernel lists and lets nobody here open")
    case .pins:
      Text(
        count, one: "mount namespace whose pins are hidden",
        other: "mount namespaces whose pins are hidden")
    case .threads:
      Text(
        count, one: "thread of processes that /proc hides",
        other: "threads of processes that /proc hides")
    case .longCommandLines:
      Text(
        count, one: "process whose command line is cut",
        other: "processes whose command line is cut")
    case .someThreads:
      Text(
        count, one: "process whose threads were not all looked at",
        other: "processes whose threads were not all looked at")
    case .nestedPIDs:
      Text(
        count, one: "process whose pids in nested namespaces were not read",
        other: "processes whose pids in nested namespaces were not read")
    case .openFiles:
      Text(
        count, one: "process whose descriptors were not all looked at",
        other: "processes whose descriptors were not all looked at")
    case .mounts:
      Text(
        count, one: "mount namespace whose mounts were not all read",
        other: "mount namespaces whose mounts were not all read")
    case .runtimeFiles:
      Text(
        count, one: "question about containers that was not asked",
        other: "questions about containers that were not asked")
    case .containers:
      Text(
        count, one: "container that was not looked into",
        other: "containers that were not looked into")
    case .labels:
      Text(
        count, one: "container whose labels or other texts are cut",
        other: "containers whose labels or other texts are cut")
    }
  }
}

extension Unseen.Reason {
  fileprivate var words: Text {
    switch self {
    case .takes(let capabilities):
      Text("EACCES: it takes \(Self.list(capabilities)) (use sudo)")
    case .lacks(let capabilities):
      Text(
        """
        EACCES: it takes \(Self.list(capabilities)), which heya lacks although it is root (a \
        container or a service manager took it)
        """)
    case .above(let capabilities):
      Text(
        """
        EACCES: it takes \(Self.list(capabilities)) in a user namespace above the one that heya is \
        in
        """)
    case .mounted(let option, byRoot: true):
      Text(
        """
        it is mounted with \(option), and seeing all takes CAP_SYS_PTRACE, which heya lacks \
        although it is root
        """)
    case .mounted(let option, byRoot: false):
      Text("it is mounted with \(option), and seeing all takes CAP_SYS_PTRACE (use sudo)")
    case .missing(let kind): Text("this kernel has no \(kind) namespaces")
    case .onlyBytes(let count): Text("only the first \(count) bytes were read")
    case .onlyEntries(let count): Text("only \(count) entries were read")
    case .larger(let bytes): Text("larger than \(bytes) bytes")
    case .share(let user): Text("what user \(user) may cost one look is used up")
    case .notJSON(let place): Text("not JSON at \(place)")
    case .status(let number): Text("the answer is status \(number)")
    case .stuck(let pids):
      Text(
        """
        ETIMEDOUT: these keep whoever looks waiting: \
        \(pids.map(String.init).joined(separator: ", "))
        """)
    case .error(let text): Text(english: text, elsewhere: String(text.prefix { $0 != ":" }))
    case .fault(let fault): fault.words
    case .told(let text): Text(verbatim: text)
    }
  }

  private static func list(_ capabilities: [Capability]) -> Text {
    capabilities.map(\.name).joined(separator: .and)
  }
}

extension Unseen.Fault {
  fileprivate var words: Text {
    switch self {
    case .forbidden:
      Text("EACCES: a security module, or rights of theirs that this user lacks, forbid it")
    case .noTime: Text("others kept the look waiting; they are read at a later one")
    case .filtered:
      Text(
        """
        a seccomp filter, or a kernel without them, refuses pidfd_open and pidfd_getfd, which it \
        takes
        """)
    case .silentFile: Text("nothing answered within two seconds")
    case .notRegular: Text("not a regular file")
    case .foreignSocket: Text("it is not a socket of the engine's user")
    case .silentSocket: Text("nothing answered within a second")
    case .largeAnswer: Text("the answer is larger than 8 MiB")
    case .answerNotHTTP: Text("the answer is not HTTP")
    case .answerNotJSON: Text("the answer is not JSON")
    }
  }
}
