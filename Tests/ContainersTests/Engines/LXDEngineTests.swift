import Foundation
import Namespaces
import TestSupport
import Testing

@testable import Containers

extension RealEngines {
  @Suite("LXD")
  struct LXDEngineTests {
    private let runtimeFixture: RuntimeFixture

    init() throws {
      runtimeFixture = try RuntimeFixture()
      runtimeFixture.environment["LXD_DIR"] = "\(runtimeFixture.directory)/lxd"
      runtimeFixture.environment["HOME"] = runtimeFixture.directory
    }

    @Test(
      "instances are found as lxc list tells them, those of a project within it",
      .needs("lxd", "lxc", "busybox", "tar", "gzip"))
    func list() throws {
      try runtimeFixture.run("mkdir", "-m", "711", "\(runtimeFixture.directory)/lxd")
      let daemon = try runtimeFixture.start("lxd", "--group", "root")
      runtimeFixture.atTheEnd { runtimeFixture in
        for arguments in [["heya-own", "heya-open"], ["heya-web", "--project", "heya-shop"]] {
          _ = try? runtimeFixture.run(["lxc", "delete", "-f"] + arguments)
        }
        _ = try? runtimeFixture.run("lxd", "shutdown", "--timeout", "20")
        daemon.end(after: 10)
      }
      try runtimeFixture.run("lxd", "waitready", "--timeout", "30")
      try runtimeFixture.run("lxc", "storage", "create", "heya", "dir")
      try runtimeFixture.run("lxc", "image", "import", try image(), "--alias", "heya-box")
      try runtimeFixture.run(
        "lxc", "project", "create", "heya-shop", "-c", "features.images=false", "-c",
        "features.profiles=false")
      let launch = ["lxc", "launch", "heya-box", "-s", "heya"]
      try runtimeFixture.run(launch + ["heya-own"])
      try runtimeFixture.run(launch + ["heya-open", "-c", "security.privileged=true"])
      try runtimeFixture.run(launch + ["heya-web", "--project", "heya-shop"])

      let columns = "ensp,image.description"
      let rows = try runtimeFixture.run(
        "lxc", "list", "--all-projects", "--format", "csv", "-c", columns
      ).rows(",")
      #expect(rows.count == 3)
      let found = try runtimeFixture.containers().filter { $0.runtime == "lxd" }
      for row in rows {
        let container = try #require(found.first { $0.name == row[1] })
        #expect((container.group?.name ?? "default") == row[0])
        #expect(container.status.rawValue.uppercased() == row[2])
        #expect(container.initProcess.map { String($0.pid) } == row[3])
        #expect(container.image == row[4])
        // Unless it is told otherwise LXD maps the users of an instance.
        #expect(container.exposedKinds == (row[1] == "heya-open" ? [.user] : []))
      }
    }

    /// A system that sleeps, as one archive with what LXD wants to know of it.
    private func image() throws -> String {
      let directory = "\(runtimeFixture.directory)/image"
      try runtimeFixture.run("mkdir", "-p", directory)
      let root = try runtimeFixture.rootfs("image/rootfs")
      try runtimeFixture.run("mkdir", "\(root)/sbin")
      let files = [
        "\(root)/sbin/init": "#!/bin/sh\nexec /bin/sleep 600\n",
        "\(directory)/metadata.yaml": """
        architecture: \(try runtimeFixture.run("uname", "-m"))
        creation_date: 1700000000
        properties:
          description: heya box

        """,
      ]
      for (path, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
      try runtimeFixture.run("chmod", "755", "\(root)/sbin/init")
      let archive = "\(runtimeFixture.directory)/image.tar.gz"
      try runtimeFixture.run("tar", "-C", directory, "-czf", archive, ".")
      return archive
    }
  }
}
