import JSONCoding
package import Localization
package import Namespaces

/// What can be said of a container.
package enum ContainerFields {
  /// What a document says of the containers in a namespace.
  static let ofNamespace = all.filter {
    ["runtime", "container_id", "container", "image"].contains($0.key)
  }

  /// The table, in the order of a document.
  package static let all: [Field<Container>] = [
    Field(
      "runtime", Text("runtime"), heading: Text("RUNTIME"),
      help: Text("what made a container: docker, podman, bubblewrap, unshare …"),
      width: 12,
      value: { .text($0.object.runtime) }),
    Field(
      "form", Text("form"),
      help: Text("container, sandbox or namespaces"),
      width: 10, choices: [Container.Form.container, .sandbox, .namespaces].map(\.rawValue),
      value: { .text($0.object.form.rawValue) }),
    Field(
      "container_id", json: "id", Text("id"), heading: Text(verbatim: "ID"),
      help: Text("what the runtime itself knows a container by"), width: 12,
      value: { .text($0.object.id.id) }),
    Field(
      "container", json: "name", Text("name"), heading: Text("NAME"),
      help: Text("the name of a container"), width: 16,
      value: { .text($0.object.name) }),
    Field(
      "image", Text("image"), heading: Text("IMAGE"),
      help: Text("the image of a container"), width: 20,
      value: { FieldValue($0.object.image) }),
    Field(
      "status", Text("state"), heading: Text("STATUS"),
      help: Text("whether a container is running, paused, created or empty"),
      width: 8,
      choices: [Container.Status.running, .paused, .created, .empty].map(\.rawValue),
      page: { $0.object.status.words },
      value: { .text($0.object.status.rawValue) }),
    Field(
      "pid", Text("first"), heading: Text(verbatim: "PID"),
      help: Text("the process that all others come from"), width: 7,
      isNumeric: true,
      page: { container in
        container.object.initProcess.map { first in
          container.snapshot.process(first).map { container.words($0) }
            ?? Text(verbatim: String(first.pid))
        }
      },
      document: { $0.object.initProcess.map { .integer(Int64($0.pid)) } ?? nil },
      value: { $0.object.initProcess.map { .object(.process($0)) } ?? .none }),
    Field(
      "group", Text("group"), heading: Text("GROUP"),
      help: Text("what a container belongs to: a project, a pod, a unit"),
      width: 16,
      page: { container in
        container.object.group.map { group in
          [
            Text(verbatim: group.name),
            Text("(\(group.kind.words))"),
          ]
          .joined(separator: "  ")
        }
      },
      value: { FieldValue($0.object.group?.name) }),
    Field(
      "group_kind", Text("sort of group"),
      help: Text("project, pod, namespace or unit"), width: 9,
      value: { FieldValue($0.object.group?.kind.rawValue) }),
    Field(
      "pod", Text("pod"), heading: Text(verbatim: "POD"),
      help: Text("the pod of a container"), width: 16, page: { _ in nil },
      value: { container in
        container.object.group?.kind == .pod ? FieldValue(container.object.group?.name) : .none
      }),
    Field(
      "label", json: "labels", aliases: ["labels"], Text("labels"),
      heading: Text("LABELS"),
      help: Text("a label of a container, as in app=web"), width: 24,
      document: {
        .object(
          JSONObject($0.object.labels.map { .init(name: $0.key, value: .string($0.value)) }))
      },
      value: { .list($0.object.labels.map { .text("\($0.key)=\($0.value)") }) }),
    Field(
      "user", Text("user"), heading: Text("USER"),
      help: Text("the user of its first process"), width: 8,
      page: { container in
        // Whoever pinned a namespace that nobody is in is not known.
        container.object.initProcess == nil
          ? nil : Text(verbatim: container.snapshot.userName(of: container.object))
      },
      value: { .text($0.snapshot.userName(of: $0.object)) }),
    Field(
      "uid", Text("user id"), heading: Text(verbatim: "UID"),
      help: Text("the user id of its first process"), width: 6,
      isNumeric: true,
      value: { FieldValue($0.snapshot.uid(of: $0.object)) }),
    Field(
      "run_by", Text("run by"), heading: Text("RUN BY"),
      help: Text("who runs it, where that is another user"),
      width: 8,
      value: { FieldValue($0.snapshot.runner(of: $0.object)) }),
    Field(
      "procs", Text("members"), heading: Text("PROCS"),
      help: Text("how many processes are members"), width: 5, isNumeric: true,
      page: { Text.processes($0.object.members.count) },
      value: { FieldValue($0.object.members.count) }),
    Field(
      "started", Text("started"),
      help: Text("when its first process started, in seconds after 1970"),
      width: 10, isNumeric: true,
      document: { $0.object.started > 0 ? .number($0.object.started) : nil },
      value: { $0.object.started > 0 ? FieldValue(Int64($0.object.started)) : .none }),
    Field(
      "age", Text("age"), heading: Text("AGE"),
      help: Text("how long its first process runs"), width: 5, isNumeric: true,
      value: { container in
        container.object.started > 0
          ? .quantity(container.snapshot.taken - container.object.started, .seconds) : .none
      }),
    Field(
      "cpu", Text(verbatim: "CPU"), heading: Text(verbatim: "CPU%"),
      help: Text("the share of one processor in percent"), width: 5,
      isNumeric: true,
      page: { container in
        let load = container.currentLoad
        guard let share = load.cpu else {
          return Text("not measured: it takes two looks")
        }
        return [Text(verbatim: "\(Decimal(share, places: 1)) %"), .counted(load.isCPUCounted)]
          .joined(separator: "  ")
      },
      value: { FieldValue($0.currentLoad.cpu, .percent) }),
    Field(
      "cpu_seconds", Text("CPU time"),
      help: Text("the processor time that its cgroup counts, in seconds"),
      width: 9, isNumeric: true,
      page: { container in
        container.processorSeconds.map { seconds in
          let number = Decimal(seconds, places: 2)
          return [Text("\(number) s"), .counted(true)].joined(separator: "  ")
        }
      },
      document: { $0.processorSeconds.map { .number($0) } ?? nil },
      value: { FieldValue($0.processorSeconds, .seconds) }),
    Field(
      "memory", Text("memory"), heading: Text("MEM"),
      help: Text("the memory that its cgroup counts, else the sum of its processes"),
      width: 6, isNumeric: true,
      page: { container in
        let load = container.currentLoad
        if load.memory <= 0 { return nil }
        let limit = container.object.memory?.limit.map { " / \(Bytes(value: Double($0)))" } ?? ""
        return [
          Text(verbatim: "\(Bytes(value: load.memory))\(limit)"), .counted(load.isMemoryCounted),
        ]
        .joined(separator: "  ")
      },
      document: { $0.object.memory.map { .integer(Int64(clamping: $0.used)) } ?? nil },
      value: { .quantity($0.currentLoad.memory, .bytes) }),
    Field(
      "limit", json: "memoryLimit", Text("memory limit"),
      heading: Text("LIMIT"),
      help: Text("the most memory that it may use"), width: 5, isNumeric: true,
      value: { FieldValue($0.object.memory?.limit.map { Double($0) }, .bytes) }),
    Field(
      "cgroup", Text(verbatim: "cgroup"),
      help: Text("the path of its own cgroup"), width: 32,
      value: { FieldValue($0.object.cgroup) }),
    Field(
      "rootfs", Text("files"), heading: Text("ROOTFS"),
      help: Text("the directory that is its root"), width: 32,
      value: { FieldValue($0.object.rootfs) }),
    Field(
      "outer", Text("made in"),
      help: Text("the container that it was made in"), width: 16,
      value: { FieldValue($0.object.outer?.description) }),
    Field(
      "processes", Text("processes"),
      help: Text("the PIDs of its processes"), width: 16,
      document: { .array($0.object.members.map { .integer(Int64($0)) }) },
      value: { .list($0.object.members.map { .number(Int64($0)) }) }),
    Field(
      "shared", json: "shares", Text("shared with host"),
      heading: Text("SHARED WITH HOST"),
      help: Text("the kinds in which it is in the host's namespace"), width: 24,
      document: { .array($0.object.kindsOfHost.map { .string($0.name) }) },
      value: { FieldValue($0.object.kindsOfHost.map(\.name).joined(separator: " ")) }),
    Field(
      "shares", json: "sharesWith", Text("shares"),
      help: Text(
        """
        what a container shares: host-net, host-pid … with the host, container-net … with another \
        container
        """),
      width: 24,
      choices: ["host", "container"].flatMap { whose in
        NamespaceKind.allCases.map { "\(whose)-\($0.name)" }
      },
      document: { container in
        var others = JSONObject()
        for kind in NamespaceKind.allCases {
          if case .container(let other) = container.object.sharing[kind] {
            others[kind.name] = .string(other.description)
          }
        }
        return .object(others)
      },
      value: { container in
        .list(
          NamespaceKind.allCases.compactMap { kind in
            switch container.object.sharing[kind] {
            case .host: .text("host-\(kind.name)")
            case .container: .text("container-\(kind.name)")
            case .own, nil: nil
            }
          })
      }),
    Field(
      "namespaces", Text("namespaces"),
      help: Text("the namespaces that it is in"), width: 32,
      document: { $0.object.namespaces.document },
      value: { container in
        .list(
          NamespaceKind.allCases.filter { container.object.namespaces[$0] != 0 }
            .map { .text("\($0.name):[\(container.object.namespaces[$0])]") })
      }),
    Field(
      "sources", Text("where that is known from"),
      help: Text("where each fact is known from"), width: 32,
      document: { container in
        .object(
          JSONObject(
            Container.Fact.allCases.compactMap { fact in
              container.object.sources[fact].map { .init(name: fact.rawValue, value: .string($0)) }
            }))
      },
      value: { container in
        .list(Container.Fact.allCases.compactMap { container.object.sources[$0].map { .text($0) } })
      }),
  ]
}

extension Described<Container> {
  var currentLoad: ResourceLoad { load ?? ResourceLoad(of: object, in: snapshot) }

  var processorSeconds: Double? { object.processor.map { Double($0.microseconds) / 1_000_000 } }
}

extension Text {
  /// How a number came about.
  package static func counted(_ isCounted: Bool) -> Text {
    isCounted
      ? Text("counted by its cgroup") : Text("the sum of its processes")
  }
}

extension Container.Status {
  /// The status in a word.
  package var words: Text {
    switch self {
    case .running: Text("running")
    case .paused: Text("paused")
    case .created: Text("created")
    case .empty: Text("empty")
    }
  }
}

extension Container.Group.Kind {
  /// What sort of group it is.
  package var words: Text {
    switch self {
    case .project: Text("project")
    case .pod: Text("pod")
    case .namespace: Text("namespace of the engine")
    case .unit: Text("unit")
    }
  }
}
