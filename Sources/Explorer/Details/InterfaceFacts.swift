import Localization
import Namespaces

extension DetailFacts {
  /// What is known of a network interface.
  func facts(of interface: NetworkInterface, at position: Int32) -> [FactSection] {
    var lines = [
      line(.namespace, interface.namespace.description, .namespace(interface.namespace))
    ]
    if !interface.kind.isEmpty { lines.append(line(.sort, interface.kind)) }
    lines.append(FactLine(.state, interface.isUp ? .isUp : .isDown))
    for address in interface.addresses { lines.append(line(.address, address)) }
    if let master = interface.master { lines.append(line(.bridge, master)) }
    if let peer = viewModel.networks.peer(of: position) {
      let other = viewModel.networks.interfaces[Int(peer)]
      lines.append(
        line(.peer, "\(other.name)  \(other.namespace)", viewModel.object(at: .interface(peer))))
    }
    return [FactSection(.noLabel, lines)]
  }
}

extension Text {
  static let sort = Text("sort", context: "of interface")
  static let isUp = Text("up")
  static let address = Text("address")
  static let bridge = Text("bridge")
  static let peer = Text("peer")
}
