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
    counts.filter { $0.count > 0 }.map { $0.words($0.count) }.joined(separator: .comma)
  }
}

extension Text {
  /// A number of processes.
  package static func processes(_ number: Int) -> Text {
    Text(number, one: "\(number) process", other: "\(number) processes")
  }

  /// A number of threads.
  package static func threads(_ number: Int) -> Text {
    Text(number, one: "\(number) thread", other: "\(number) threads")
  }

  /// A number of namespaces.
  package static func namespaces(_ number: Int) -> Text {
    Text(number, one: "\(number) namespace", other: "\(number) namespaces")
  }

  fileprivate static func descriptors(_ number: Int) -> Text {
    Text(number, one: "\(number) descriptor", other: "\(number) descriptors")
  }

  fileprivate static func sockets(_ number: Int) -> Text {
    Text(number, one: "\(number) socket", other: "\(number) sockets")
  }

  fileprivate static func pins(_ number: Int) -> Text {
    Text(number, one: "\(number) pin", other: "\(number) pins")
  }

  fileprivate static func namespacesBelow(_ number: Int) -> Text {
    Text(
      number, one: "\(number) namespace below or owned",
      other: "\(number) namespaces below or owned")
  }
}
