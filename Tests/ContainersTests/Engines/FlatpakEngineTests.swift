import Foundation
import Namespaces
import TestSupport
import Testing

@testable import Containers

extension RealEngines {
  @Suite("Flatpak")
  struct FlatpakEngineTests {
    private let runtimeFixture: RuntimeFixture

    init() throws { runtimeFixture = try RuntimeFixture() }

    @Test(
      "an app that a user runs is found as flatpak ps lists it",
      .needs("flatpak", "bwrap", "busybox", "useradd", "setpriv", "install"))
    func app() throws {
      let user = "heya-\(getpid())"
      let directory = runtimeFixture.directory
      try runtimeFixture.run("useradd", user)
      runtimeFixture.atTheEnd { runtimeFixture in _ = try? runtimeFixture.run("userdel", user) }
      let runtimeDirectory = "/run/user/\(try runtimeFixture.run("id", "-u", user))"
      try runtimeFixture.run("install", "-d", "-m", "700", "-o", user, runtimeDirectory)
      runtimeFixture.atTheEnd { _ in try? FileManager.default.removeItem(atPath: runtimeDirectory) }
      try runtimeFixture.run("chmod", "755", directory)
      let repository = try repository()
      runtimeFixture.environment = [
        "HOME": "\(directory)/home", "XDG_RUNTIME_DIR": runtimeDirectory,
        "FLATPAK_USER_DIR": "\(directory)/flatpak",
      ]
      let flatpak = ["flatpak", "--user"]
      // Root installs and gives it away: a user's installing asks services that only run beside a
      // desktop.
      try runtimeFixture.run(flatpak + ["remote-add", "--no-gpg-verify", "heya", repository])
      for name in ["org.heya.Platform", "org.heya.App"] {
        try runtimeFixture.run(
          flatpak + ["install", "-y", "--noninteractive", "heya", "\(name)//1"])
      }
      try runtimeFixture.run("mkdir", "-p", "\(directory)/home")
      try runtimeFixture.run("chown", "-R", user, "\(directory)/home", "\(directory)/flatpak")
      let asUser = ["setpriv", "--reuid", user, "--regid", user, "--init-groups"]
      let app = try runtimeFixture.start(asUser + flatpak + ["run", "org.heya.App", "600"])
      runtimeFixture.atTheEnd { runtimeFixture in
        // What is inside outlives the program that made the sandbox.
        let left = try? runtimeFixture.run("ps", "-u", user, "-o", "pid=")
        for pid in left?.split(whereSeparator: \.isWhitespace) ?? [] {
          if let pid = Int32(pid) { kill(pid, SIGKILL) }
        }
        app.end()
      }
      let list = asUser + ["flatpak", "ps", "--columns=instance,child-pid,application,runtime"]
      func listed() throws -> [String] { try runtimeFixture.run(list).rows("\t").first ?? [] }
      // The sandbox's own list is a moment behind what it starts.
      try runtimeFixture.wait(for: "the app") {
        let row = try listed()
        return try row.count == 4
          && runtimeFixture.isRunning("sleep", in: runtimeFixture.container("flatpak", row[0]))
      }
      let row = try listed()
      let container = try runtimeFixture.container("flatpak", row[0])
      #expect(container.initProcess.map { String($0.pid) } == row[1])
      #expect(container.name == row[2])
      #expect(container.image?.contains(row[3]) == true)
      #expect(container.form == .sandbox && container.user == user)
      #expect(container.ownKinds.contains(.pid) && container.ownKinds.contains(.mnt))
      #expect(container.sources[.name] == "\(runtimeDirectory)/.flatpak/\(row[0])/info")
    }

    /// A repository with a runtime that is little more than busybox, and an app that sleeps.
    private func repository() throws -> String {
      let directory = runtimeFixture.directory
      _ = try runtimeFixture.rootfs("runtime/usr")
      try runtimeFixture.run("mkdir", "-p", "\(directory)/runtime/files")
      try runtimeFixture.run("mkdir", "-p", "\(directory)/app/files", "\(directory)/app/export")
      let platform = "org.heya.Platform/\(try runtimeFixture.run("flatpak", "--default-arch"))/1"
      let metadata = [
        "runtime": "[Runtime]\nname=org.heya.Platform\nruntime=\(platform)\nsdk=\(platform)\n",
        "app":
          "[Application]\nname=org.heya.App\nruntime=\(platform)\nsdk=\(platform)\ncommand=sleep\n",
      ]
      for (name, text) in metadata {
        let file = URL(fileURLWithPath: "\(directory)/\(name)/metadata")
        try Data(text.utf8).write(to: file)
      }
      let repository = "\(directory)/repository"
      try runtimeFixture.run(
        "flatpak", "build-export", "--runtime", repository, "\(directory)/runtime", "1")
      try runtimeFixture.run("flatpak", "build-export", repository, "\(directory)/app", "1")
      return repository
    }
  }
}
