internal import Escaping
internal import Limits
internal import Localization
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// What an ipc namespace isolates (ipc_namespaces(7)).
package struct IPCContents: Sendable, Hashable, Codable {
  /// The System V message queues (msgget(2)).
  package var queues: [Object]

  /// The System V semaphore sets (semget(2)).
  package var semaphores: [Object]

  /// The System V segments of shared memory (shmget(2)).
  package var memory: [Object]

  /// The POSIX message queues (mq_overview(7)); nil when they could not be listed.
  package var messageQueues: [MessageQueue]?

  /// Whether there are more objects than are read; nil when not.
  package var isCut: Bool?

  /// The limits, by their names below `/proc/sys`.
  package var limits: [Limit]

  /// A System V object.
  package struct Object: Sendable, Hashable, Codable {
    /// The number by which programs use it.
    package var id: Int

    /// The key that it was made with, as in `0x0000002a`; 0 is a private one.
    package var key: String

    /// The permissions in octal, such as `600`.
    package var mode: String

    /// The user id of its owner.
    package var uid: UInt32

    /// The bytes in a queue or segment, the semaphores in a set.
    package var size: UInt64

    /// The messages in a queue, the attachments of a segment; nil for a set.
    package var count: UInt64?
  }

  /// A POSIX message queue.
  package struct MessageQueue: Sendable, Hashable, Codable {
    /// The name without the slash.
    package var name: String

    /// The bytes of the messages in it.
    package var size: UInt64

    /// The user id of its owner.
    package var uid: UInt32
  }

  /// A limit.
  package struct Limit: Sendable, Hashable, Codable {
    /// The name, such as `kernel/shmmax`.
    package var name: String

    /// The value.
    package var value: String
  }
}

extension IPCContents {
  init(of access: NamespaceAccess) throws(Errno) {
    self = try access.runInside { () throws(Errno) in try IPCContents() }
  }

  /// Reads the calling thread's ipc namespace.
  private init() throws(Errno) {
    let tables = (
      try TextFile("/proc/sysvipc/msg"), try TextFile("/proc/sysvipc/sem"),
      try TextFile("/proc/sysvipc/shm")
    )
    queues = Self.objects(tables.0, uid: 7, size: 3, count: 4)
    semaphores = Self.objects(tables.1, uid: 4, size: 3)
    memory = Self.objects(tables.2, uid: 7, size: 3, count: 6)
    isCut = tables.0.isCut || tables.1.isCut || tables.2.isCut ? true : nil
    messageQueues = try? Self.posixQueues()
    if messageQueues?.count == ReadLimits.names { isCut = true }
    limits = Self.limitNames.compactMap { name in
      guard let text = try? TextFile("/proc/sys/\(name)") else { return nil }
      // The file `sem` separates its four numbers by tabs.
      let value = text.lines.joined().split(separator: "\\t").joined(separator: " ")
      return Limit(name: name, value: value)
    }
  }

  private static let limitNames =
    ["msgmax", "msgmnb", "msgmni", "sem", "shmall", "shmmax", "shmmni"].map { "kernel/\($0)" }
    + ["msg_max", "msgsize_max", "queues_max"].map { "fs/mqueue/\($0)" }

  /// The rows of a file of `/proc/sysvipc`: key, id, permissions, then columns of its own.
  static func objects(_ text: TextFile, uid: Int, size: Int, count: Int? = nil) -> [Object] {
    text.words.dropFirst().compactMap { words in
      guard words.count > max(uid, size, count ?? 0), let key = Int64(words[0]),
        let id = Int(words[1]), let owner = UInt32(words[uid]), let size = UInt64(words[size])
      else { return nil }
      let digits = String(UInt32(truncatingIfNeeded: key), radix: 16)
      return Object(
        id: id, key: "0x" + String(repeating: "0", count: 8 - digits.count) + digits,
        mode: String(words[2].suffix(3)), uid: owner, size: size,
        count: count.flatMap { UInt64(words[$0]) })
    }
  }

  private static func posixQueues() throws(Errno) -> [MessageQueue] {
    let directory = try Descriptor.messageQueues()
    return try directory.names().compactMap { name in
      guard let file = try? directory.open(name), let status = try? file.status(),
        let text = try? TextFile(bytes: file.contents())
      else { return nil }
      let size = text.words.first?.first { $0.hasPrefix("QSIZE:") }?.dropFirst(6)
      return MessageQueue(
        name: String(visible: name), size: size.flatMap { UInt64($0) } ?? 0, uid: status.uid)
    }
  }

  func sections(in snapshot: Snapshot) -> [FactSection] {
    func line(_ object: Object, _ size: Text, _ count: Text?) -> FactLine {
      FactLine(
        Text(verbatim: String(object.id)),
        [
          Text("key \(object.key)"), Text(verbatim: object.mode),
          Text(verbatim: snapshot.userName(object.uid)), size, count,
        ])
    }
    return [
      FactSection(Text("shared memory"), memory) { segment in
        let count = segment.count ?? 0
        return line(
          segment, .bytes(segment.size), Text("attached \(count) times"))
      },
      FactSection(Text("semaphore sets"), semaphores) { set in
        line(
          set, Text(set.size, one: "\(set.size) semaphore", other: "\(set.size) semaphores"), nil)
      },
      FactSection(Text("message queues, System V"), queues) { queue in
        let count = queue.count ?? 0
        return line(
          queue, .bytes(queue.size),
          Text(count, one: "\(count) message", other: "\(count) messages"))
      },
      posixQueues(in: snapshot),
      FactSection(Text("limits"), limits) {
        FactLine(Text(verbatim: $0.name), Text(verbatim: $0.value))
      },
    ] + (isCut == true ? [.cut] : [])
  }

  private func posixQueues(in snapshot: Snapshot) -> FactSection {
    let title = Text("message queues, POSIX")
    guard let messageQueues else {
      let reason = Text("not visible: it takes CAP_SYS_ADMIN in the owner")
      return FactSection(title, [FactLine(.noLabel, reason)])
    }
    return FactSection(title, messageQueues) { queue in
      FactLine(
        Text(verbatim: "/" + queue.name),
        [Text(verbatim: snapshot.userName(queue.uid)), .bytes(queue.size)])
    }
  }
}

extension Text {
  fileprivate static func bytes(_ number: UInt64) -> Text {
    Text(verbatim: "\(Bytes(value: Double(number)))")
  }
}
