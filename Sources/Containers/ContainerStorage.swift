internal import Namespaces

/// Where Podman and Buildah keep their images and containers (containers-storage.conf(5)).
enum ContainerStorage {
  /// The storage of root.
  static let ofRoot = "/var/lib/containers/storage"

  /// The storage of a user: root's, or a rootless user's own below their home; nil when nobody knows
  /// where that is.
  static func directory(of uid: UInt32, _ inspector: HostInspector) -> String? {
    uid == 0 ? ofRoot : inspector.home(of: uid).map { "\($0)/.local/share/containers/storage" }
  }
}
