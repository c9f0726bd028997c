package import JSONCoding
package import Localization
package import Namespaces

/// What can be said of a process.
package enum ProcessFields {
  /// The table, in the order of a document.
  package static let all: [Field<ProcessRecord>] = [
    Field(
      "pid", Text("pid"), heading: Text(verbatim: "PID"),
      help: Text("the process id, as heya sees it"), width: 7, isNumeric: true,
      value: { FieldValue($0.object.pid) }),
    Field(
      "ppid", Text("parent"), heading: Text("PPID"),
      help: Text("the parent's process id"), width: 7, isNumeric: true,
      page: { process in
        process.snapshot.process(pid: process.object.parent).map { process.words($0) }
      },
      value: { process in
        process.snapshot.object(pid: process.object.parent).map { .object($0) } ?? .none
      }),
    Field(
      "inside", json: "pidsInside", Text("pid inside"),
      heading: Text("INSIDE"),
      help: Text("its PID in the pid namespaces below heya's, the outermost first"),
      width: 7, isNumeric: true,
      page: { process in
        let pids = ([process.object.pid] + process.object.nestedPIDs).map { String($0) }
        return pids.count == 1
          ? nil : pids.map { Text(verbatim: $0) }.joined(separator: Text(", then "))
      },
      document: { .array($0.object.nestedPIDs.map { .integer(Int64($0)) }) },
      value: { FieldValue($0.object.nestedPIDs.last) }),
    Field(
      "comm", Text("name"), heading: Text("COMM"),
      help: Text("the name of the process (comm)"), width: 15,
      document: { .string($0.object.writtenName ?? $0.object.name) },
      value: { FieldValue($0.object.name) }),
    Field(
      "command", Text("command"), heading: Text("COMMAND"),
      help: Text("the command line"), width: 32,
      document: { .string($0.object.writtenCommand ?? $0.object.command) },
      value: { .text($0.object.shownCommand) }),
    Field(
      "user", Text("user"), heading: Text("USER"),
      help: Text("the user name"), width: 8,
      page: { $0.user($0.object.uid) },
      value: { .text($0.snapshot.userName($0.object.uid)) }),
    Field(
      "uid", Text("user id"), heading: Text(verbatim: "UID"),
      help: Text("the effective user id"), width: 6, isNumeric: true,
      value: { FieldValue($0.object.uid) }),
    Field(
      "state", Text("state"), heading: Text("S"),
      help: Text("the state letter (proc_pid_stat(5))"), width: 2,
      page: {
        [Text("\($0.object.state)"), $0.object.state.words].joined(separator: "  ")
      },
      value: { .text($0.object.state.description) }),
    Field(
      "threads", Text("threads"), heading: Text("THREADS"),
      help: Text("how many threads it has"), width: 7, isNumeric: true,
      value: { FieldValue($0.object.threads) }),
    Field(
      "age", Text("age"), heading: Text("AGE"),
      help: Text("how long it runs"), width: 5, isNumeric: true,
      value: { .quantity(max(0, $0.snapshot.age(of: $0.object)), .seconds) }),
    Field(
      "cpu", Text(verbatim: "CPU"), heading: Text(verbatim: "CPU%"),
      help: Text("the share of one processor in percent, over its life in one look"),
      width: 5, isNumeric: true,
      value: { process in
        process.load.map { FieldValue($0.cpu, .percent) }
          ?? .quantity(process.lifelongCPU(process.object), .percent)
      }),
    Field(
      "memory", Text("memory"), heading: Text("MEM"),
      help: Text("the resident memory"), width: 6, isNumeric: true,
      value: { .quantity(Double($0.object.residentBytes), .bytes) }),
    Field(
      "kernel_thread", Text("kernel thread"),
      help: Text("whether it is a thread of the kernel"), width: 7,
      page: { $0.object.isKernelThread ? .yes : nil },
      value: { .flag($0.object.isKernelThread) }),
    Field(
      "start_ticks", Text("started"),
      help: Text("when it started, in hundredths of a second after boot"),
      width: 10, isNumeric: true,
      value: { FieldValue($0.object.startTicks) }),
    Field(
      "cpu_ticks", Text("CPU time"),
      help: Text("processor time in hundredths of a second"), width: 10,
      isNumeric: true,
      value: { FieldValue($0.object.cpuTicks) }),
    Field(
      "namespaces", Text("namespaces"),
      help: Text("the namespaces that it is in"), width: 32,
      document: { $0.object.links.document },
      value: { process in
        .list(
          NamespaceKind.allCases.filter { process.object.links[$0] != 0 }
            .map { .text("\($0.name):[\(process.object.links[$0])]") })
      }),
    Field(
      "hidden", Text("hidden"),
      help: Text("whether its namespaces are hidden from heya"),
      width: 6, page: { _ in nil },
      value: { .flag($0.object.linksAreHidden) }),
    Field(
      "divergent_threads", Text("threads elsewhere"),
      help: Text("its threads that are in other namespaces than its main thread"),
      width: 16,
      document: { process in
        .array(
          process.object.divergentThreads.map { thread in
            ["tid": .integer(Int64(thread.tid)), "namespaces": thread.links.document]
          })
      },
      value: { .list($0.object.divergentThreads.map { .number(Int64($0.tid)) }) }),
  ]
}

extension NamespaceLinks {
  /// The namespaces as an object, by their kinds; those for children only where they are others.
  package var document: JSONValue {
    var object = JSONObject()
    for kind in NamespaceKind.allCases where self[kind] != 0 {
      object[kind.name] = .string("\(kind.name):[\(self[kind])]")
    }
    for kind in NamespaceKind.allCases {
      guard let children = forChildren(kind) else { continue }
      object["\(kind.name)_for_children"] = .string("\(kind.name):[\(children)]")
    }
    return .object(object)
  }
}

extension ProcessState {
  /// The state in a word (proc_pid_stat(5)).
  package var words: Text {
    switch rawValue {
    case UInt8(ascii: "R"): Text("running")
    case UInt8(ascii: "S"): Text("sleeping")
    case UInt8(ascii: "D"): Text("waiting on a device")
    case UInt8(ascii: "Z"): Text("zombie")
    case UInt8(ascii: "T"): Text("stopped")
    case UInt8(ascii: "t"): Text("traced")
    case UInt8(ascii: "I"): Text("idle")
    default: Text(verbatim: "")
    }
  }
}
