import Foundation
import Testing

/// A Docker that a user without privileges runs, as docker.io's script starts it.
package struct RootlessDocker {
  /// The user, who is gone with the fixture.
  package let user: String

  /// The words with which the user's Docker is called.
  package let words: [String]

  private static let script = "/usr/share/docker.io/contrib/dockerd-rootless.sh"

  /// Whether there is such a script.
  package static var isInstalled: Bool { FileManager.default.fileExists(atPath: script) }

  /// Starts it for a new user whose home is in the fixture.
  package init(in runtimeFixture: RuntimeFixture) throws {
    let user = try runtimeFixture.makeUser()
    let home = "\(runtimeFixture.directory)/home"
    // A network of its own would take /dev/net/tun, which is root's alone on some machines.
    runtimeFixture.environment = [
      "HOME": home, "XDG_RUNTIME_DIR": "\(home)/run", "DOCKERD_ROOTLESS_ROOTLESSKIT_NET": "host",
      "DOCKERD_ROOTLESS_ROOTLESSKIT_PORT_DRIVER": "none",
      "PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    ]
    let daemon = try runtimeFixture.start(
      "setpriv", "--reuid", user, "--regid", user, "--init-groups", "sh", Self.script,
      "--iptables=false", "--ip6tables=false", "--bridge", "none", "--storage-driver", "vfs",
      "--exec-opt", "native.cgroupdriver=cgroupfs")
    runtimeFixture.atTheEnd { _ in daemon.end() }
    self.user = user
    words = ["docker", "-H", "unix://\(home)/run/docker.sock"]
    try runtimeFixture.awaitDocker(words)
  }
}

extension RuntimeFixture {
  /// Makes a user with a home in the fixture and a directory `run` in it, gone with the fixture.
  ///
  /// - Returns: the user's name.
  package func makeUser() throws -> String {
    let user = "heya-\(getpid())"
    let home = "\(directory)/home"
    try run("useradd", "-d", home, "-m", user)
    atTheEnd { runtimeFixture in _ = try? runtimeFixture.run("userdel", user) }
    try run("chmod", "755", directory)
    try run("install", "-d", "-m", "700", "-o", user, "\(home)/run")
    return user
  }
}
