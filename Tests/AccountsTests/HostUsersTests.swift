import Foundation
import Testing

@testable import Accounts

@Suite("Names of the host's users")
final class HostUsersTests {
  private let directory: URL

  init() throws {
    directory = URL.temporaryDirectory.appending(path: "heya-users-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: directory)
  }

  @Test("a name of passwd needs no other source; the first of two counts")
  func passwd() {
    var users = users(
      passwd: "root:x:0:0::/:/bin/sh\nweb:x:33:33::/:/bin/sh\nother:x:33:33::/:/bin/sh\n",
      sources: "files systemd", getent: "exit 1")
    #expect(users.names(of: [0, 33]) == [0: "root", 33: "web"])
  }

  @Test("what passwd lacks is asked of getent, all at once")
  func getent() {
    var users = users(
      passwd: "root:x:0:0::/:/bin/sh\n", sources: "files [NOTFOUND=continue] ldap # directory",
      getent: "[ \"$*\" = 'passwd 7 8' ] && echo ann:x:7:7::/:/bin/sh; exit 2")
    #expect(users.names(of: [0, 7, 8]) == [0: "root", 7: "ann"])
  }

  @Test("getent is not asked where nsswitch.conf names the file alone", arguments: ["files", ""])
  func files(_ sources: String) {
    var users = users(passwd: "", sources: sources, getent: "echo ann:x:7:7::/:/bin/sh")
    #expect(users.names(of: [7]) == [:])
  }

  @Test("a name service that does not answer is given up, and not asked again")
  func silence() {
    var users = users(
      passwd: "", sources: "ldap", getent: "echo x >>'\(directory.path)/asked'; exec sleep 60",
      timeout: .seconds(2))
    #expect(users.names(of: [7]) == [:])
    #expect(users.names(of: [8]) == [:])
    #expect((try? String(contentsOf: directory.appending(path: "asked"), encoding: .utf8)) == "x\n")
  }

  private func users(
    passwd: String, sources: String, getent: String, timeout: Duration = .seconds(10)
  ) -> HostUsers {
    write(passwd, "passwd")
    write("group: files\npasswd: \(sources)\n", "nsswitch.conf")
    write("#!/bin/sh\n\(getent)\n", "getent")
    let path = directory.appending(path: "getent").path
    try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return HostUsers(
      passwd: directory.appending(path: "passwd").path,
      nameServiceSwitch: directory.appending(path: "nsswitch.conf").path, getent: path,
      timeout: timeout)
  }

  private func write(_ text: String, _ name: String) {
    try? Data(text.utf8).write(to: directory.appending(path: name))
  }
}
