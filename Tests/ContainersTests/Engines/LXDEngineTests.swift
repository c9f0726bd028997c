import Foundation
import Namespaces
import TestSupport
import Testing

@testable import Containers

extension RealEngines {
  @Suite("LXD")
  struct LXDEngineTests {
    private let workshop: Workshop

    init() throws {
      workshop = try Workshop()
      workshop.environment["LXD_DIR"] = "\(workshop.directory)/lxd"
      workshop.environment["HOME"] = workshop.directory
    }

    @Test(
      "instances are found as lxc list tells them, those of a project within it",
      .needs("lxd", "lxc", "busybox", "tar", "gzip"))
    func list() throws {
      try workshop.run("mkdir", "-m", "711", "\(workshop.directory)/lxd")
      let daemon = try workshop.start("lxd", "--group", "root")
      workshop.atTheEnd { workshop in
        for arguments in [["heya-own", "heya-open"], ["heya-web", "--project", "heya-shop"]] {
          _ = try? workshop.run(["lxc", "delete", "-f"] + arguments)
        }
        _ = try? workshop.run("lxd", "shutdown", "--timeout", "20")
        daemon.end(after: 10)
      }
      try workshop.run("lxd", "waitready", "--timeout", "30")
      try workshop.run("lxc", "storage", "create", "heya", "dir")
      try workshop.run("lxc", "image", "import", try image(), "--alias", "heya-box")
      try workshop.run(
        "lxc", "project", "create", "heya-shop", "-c", "features.images=false", "-c",
        "features.profiles=false")
      let launch = ["lxc", "launch", "heya-box", "-s", "heya"]
      try workshop.run(launch + ["heya-own"])
      try workshop.run(launch + ["heya-open", "-c", "security.privileged=true"])
      try workshop.run(launch + ["heya-web", "--project", "heya-shop"])

      let columns = "ensp,image.description"
      let rows = try workshop.run(
        "lxc", "list", "--all-projects", "--format", "csv", "-c", columns
      ).rows(",")
      #expect(rows.count == 3)
      let found = try workshop.containers().filter { $0.runtime == "lxd" }
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
      let directory = "\(workshop.directory)/image"
      try workshop.run("mkdir", "-p", directory)
      let root = try workshop.rootfs("image/rootfs")
      try workshop.run("mkdir", "\(root)/sbin")
      let files = [
        "\(root)/sbin/init": "#!/bin/sh\nexec /bin/sleep 600\n",
        "\(directory)/metadata.yaml": """
        architecture: \(try workshop.run("uname", "-m"))
        creation_date: 1700000000
        properties:
          description: heya box

        """,
      ]
      for (path, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
      try workshop.run("chmod", "755", "\(root)/sbin/init")
      let archive = "\(workshop.directory)/image.tar.gz"
      try workshop.run("tar", "-C", directory, "-czf", archive, ".")
      return archive
    }
  }
}
