package import Namespaces

/// How many of each sort keep a namespace alive.
package struct HolderCount: Sendable, Hashable {
  private var counts: [(words: (Int) -> Text, count: Int)] {
    [
      (Text.processes, processes), (Text.threads, threads), (Text.descriptors, descriptors),
      (Text.sockets, sockets), (Text.pins, pins), (Text.namespacesBelow, namespaces),
    ]
  }
  private var processes = 0
  private var threads = 0
  private var descriptors = 0
  private var sockets = 0
  private var pins = 0
  private var namespaces = 0

  /// Counts what keeps a namespace alive, one `pin` left out where it is given.
  package init(of namespace: Namespace, without pin: Holder? = nil) {
    processes = namespace.members.count
    for holder in namespace.holders where holder != pin {
      switch holder {
      case .thread, .forChildren: threads += 1
      case .descriptor: descriptors += 1
      case .socket: sockets += 1
      case .mount: pins += 1
      case .child, .owned: namespaces += 1
      }
    }
  }

  /// Whether there is nothing.
  package var isEmpty: Bool { counts.allSatisfy { $0.count == 0 } }

  /// The counts, such as `2 processes, 8 pins`; empty when there is nothing.
  package var words: Text {
    let parts = counts.filter { $0.count > 0 }.map { $0.words($0.count) }
    return Text(
      parts.map(\.english).joined(separator: ", "), parts.map(\.japanese).joined(separator: "、"))
  }
}

extension Text {
  /// Something that is counted; Japanese has no plural.
  package static func count(
    _ number: some BinaryInteger, _ one: String, _ many: String, _ japanese: String
  ) -> Text {
    Text("\(number) \(number == 1 ? one : many)", "\(japanese) \(number)")
  }

  /// A number of processes.
  package static func processes(_ number: Int) -> Text {
    count(number, "process", "processes", "プロセス")
  }

  /// A number of threads.
  package static func threads(_ number: Int) -> Text {
    count(number, "thread", "threads", "スレッド")
  }

  /// A number of namespaces.
  package static func namespaces(_ number: Int) -> Text {
    count(number, "namespace", "namespaces", "名前空間")
  }

  fileprivate static func descriptors(_ number: Int) -> Text {
    count(number, "descriptor", "descriptors", "記述子")
  }

  fileprivate static func sockets(_ number: Int) -> Text {
    count(number, "socket", "sockets", "ソケット")
  }

  fileprivate static func pins(_ number: Int) -> Text { count(number, "pin", "pins", "ピン") }

  fileprivate static func namespacesBelow(_ number: Int) -> Text {
    count(number, "namespace below or owned", "namespaces below or owned", "下の、または所有する名前空間")
  }
}
