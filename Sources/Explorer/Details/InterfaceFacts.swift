import Localization
import Namespaces

extension Facts {
  /// What is known of a network interface.
  func facts(of interface: NetworkInterface, at position: Int32) -> [DetailSection] {
    var lines = [
      line(.namespace, interface.namespace.description, .namespace(interface.namespace))
    ]
    if !interface.kind.isEmpty { lines.append(line(.sort, interface.kind)) }
    lines.append(line(.state, (interface.isUp ? Words.isUp : .isDown)[language]))
    for address in interface.addresses { lines.append(line(.address, address)) }
    if let master = interface.master { lines.append(line(.bridge, master)) }
    if let peer = scene.networks.peer(of: position) {
      let other = scene.networks.interfaces[Int(peer)]
      lines.append(
        line(.peer, "\(other.name)  \(other.namespace)", scene.object(at: .interface(peer))))
    }
    return [DetailSection(title: "", lines: lines)]
  }
}

extension Words {
  static let sort = Words("sort", "種別")
  static let isUp = Words("up", "動作中")
  static let address = Words("address", "アドレス")
  static let bridge = Words("bridge", "ブリッジ")
  static let peer = Words("peer", "接続先")
}
