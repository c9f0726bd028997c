import Foundation
import JSONCoding
import Namespaces
import TestSupport
import Testing

@testable import Containers

extension RealEngines {
  @Suite("bubblewrap, firejail, Chromium, Firefox, unshare")
  struct SandboxEngineTests {
    private let runtimeFixture: RuntimeFixture

    init() throws { runtimeFixture = try RuntimeFixture() }

    @Test("a sandbox of bubblewrap has the process that it tells", .needs("bwrap", "sh", "sleep"))
    func bubblewrap() throws {
      let info = "\(runtimeFixture.directory)/info"
      let bwrap = try runtimeFixture.start(
        "sh", "-c",
        "exec bwrap --info-fd 3 --ro-bind / / --unshare-all --die-with-parent --dev /dev sleep 600 3>\(info)"
      )
      try runtimeFixture.wait(for: "the sandbox") {
        try RuntimeFixture.text(of: info).contains("}")
      }
      let told = try JSONValue(reading: Array(try Data(contentsOf: URL(fileURLWithPath: info))))
      let container = try runtimeFixture.container("bubblewrap", String(bwrap.pid))
      #expect(container.name == "sleep")
      #expect(container.initProcess.map { Int64($0.pid) } == told["child-pid"].integer)
      for kind in [.net, .pid, .ipc, .uts, .mnt] as [NamespaceKind] {
        guard let inode = told["\(kind)-namespace"].integer else { continue }
        #expect(Int64(container.namespaces[kind]) == inode)
      }
      #expect(container.ownKinds.contains(.net))
    }

    @Test("a sandbox of firejail is found as firejail lists it", .needs("firejail", "sleep"))
    func firejail() throws {
      let name = "heya-\(getpid())"
      let jail = try runtimeFixture.start(
        "firejail", "--noprofile", "--quiet", "--net=none", "--name=\(name)", "sleep", "600")
      let id = String(jail.pid)
      try runtimeFixture.wait(for: "the sandbox") {
        runtimeFixture.isRunning("sleep", in: try runtimeFixture.container("firejail", id))
      }
      let row = try #require(
        try runtimeFixture.run("firejail", "--list").rows(":").first { $0[0] == id })
      let container = try runtimeFixture.container("firejail", id)
      #expect([container.id.id, container.user, container.name] == Array(row[0...2]))
      #expect(container.ownKinds.contains(.net))
    }

    @Test(
      "the sandboxes of Chromium are one container of the user who browses",
      .needs("chromium", "setpriv", "ps"))
    func chromium() throws {
      let directory = runtimeFixture.directory
      try runtimeFixture.run("chmod", "777", directory)
      runtimeFixture.environment["HOME"] = directory
      let browser = try runtimeFixture.start(
        "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "chromium",
        "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--user-data-dir=\(directory)/profile", "--remote-debugging-port=0", "about:blank")
      let id = String(browser.pid)
      func renderers() throws -> [String] {
        try runtimeFixture.run("ps", "-eo", "pid=,args=").split(separator: "\n").map { $0.trimmed }
          .filter { $0.contains("--type=renderer") && $0.contains(directory) }
          .map { String($0.prefix { $0.isNumber }) }
      }
      // The browser may begin or end one at any moment.
      try runtimeFixture.wait(for: "a page") {
        let shown = try renderers()
        let members = try runtimeFixture.container("chromium", id).members.map(String.init)
        return !shown.isEmpty && members.count > 2 && shown.allSatisfy(members.contains)
      }
      let container = try runtimeFixture.container("chromium", id)
      #expect(container.uid == 65534)
      #expect(!container.kindsOfHost.contains(.pid) && !container.kindsOfHost.contains(.net))
    }

    @Test(
      "the sandboxes of Firefox are one container of the user who browses",
      .needs("firefox-esr", "setpriv", "ps"))
    func firefox() throws {
      let directory = runtimeFixture.directory
      try runtimeFixture.run("chmod", "777", directory)
      runtimeFixture.environment["HOME"] = directory
      try runtimeFixture.run("mkdir", "-m", "777", "\(directory)/profile")
      let browser = try runtimeFixture.start(
        "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "firefox-esr",
        "--headless", "--no-remote", "--profile", "\(directory)/profile", "about:blank")
      let id = String(browser.pid)
      /// The processes for pages, which the one that forks for the browser makes.
      func pages() throws -> [Int32] {
        let rows = try runtimeFixture.run("ps", "-eo", "pid=,ppid=,args=").split(separator: "\n")
          .map { $0.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true) }
        let children = rows.filter { $0[1] == id }.map { $0[0] }
        return rows.filter { children.contains($0[1]) && $0[2].contains("-isForBrowser") }
          .compactMap { Int32($0[0]) }
      }
      try runtimeFixture.wait(for: "a page") {
        let members = try runtimeFixture.container("firefox", id).members
        return try !pages().isEmpty && pages().allSatisfy(members.contains)
      }
      let found = try runtimeFixture.containers().filter { $0.runtime == "firefox" }
      #expect(found.map(\.id.id) == [id])
      #expect(found[0].name == "firefox-esr" && found[0].form == .sandbox)
      #expect(found[0].uid == 65534)
    }

    @Test("a plain unshare is called what it is", .needs("unshare", "sleep"))
    func unshare() throws {
      let namespace = try runtimeFixture.start("unshare", "-n", "-u", "sleep", "600")
      let id = String(namespace.pid)
      try runtimeFixture.wait(for: "the room") {
        try runtimeFixture.container("unshare", id).name == "sleep"
      }
      let container = try runtimeFixture.container("unshare", id)
      #expect(container.ownKinds == [.uts, .net])
      #expect(container.user == "root")
      #expect(container.members == [namespace.pid])
      #expect(abs(container.started - Date().timeIntervalSince1970) < 60)
    }
  }
}

extension Substring {
  /// Without blanks around it.
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
