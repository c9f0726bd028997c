import Namespaces
import Testing

@testable import Containers

@Suite("Sandboxes: bubblewrap, Flatpak, Snap, firejail, Apptainer, browsers")
struct SandboxTests {
  private let bubblewrap = [
    "bwrap", "--unshare-all", "--ro-bind", "/srv/tree", "/", "--setenv", "A", "b",
    "--die-with-parent",
    "--proc", "/proc", "/usr/bin/tool", "--flag",
  ]

  @Test("bubblewrap is named after the program it runs, and its namespaces within are one")
  func bwrap() throws {
    let host = try HostFixture()
    try host.process(10, bubblewrap, uid: 1000)
    try host.process(11, parent: 10, bubblewrap, uid: 1000, own: usual + [.user])
    try host.process(12, parent: 11, ["/usr/bin/tool"], uid: 1000, own: [.user])
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "bubblewrap", id: "10"))
    #expect(container.name == "tool")
    #expect(container.rootfs == "/srv/tree")
    #expect(container.user == "alice")
    #expect(container.initProcess?.pid == 11)
    #expect(container.members == [11, 12])
    #expect(container.cgroup == nil)
  }

  @Test("Flatpak: the instance's files name the app and its runtime")
  func flatpak() throws {
    let host = try HostFixture()
    try host.process(10, bubblewrap, uid: 1000)
    try host.process(11, parent: 10, bubblewrap, uid: 1000, own: usual + [.user])
    let state = "/run/user/1000/.flatpak/2957305"
    try host.file("\(state)/pid", "10")
    try host.file("\(state)/bwrapinfo.json", #"{"child-pid": 11}"#)
    try host.file(
      "\(state)/info",
      """
      [Application]
      name=org.gnome.Calculator
      runtime=runtime/org.gnome.Platform/x86_64/47
      [Instance]
      instance-id=2957305
      branch=stable
      """)
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "flatpak", id: "2957305"))
    #expect(container.name == "org.gnome.Calculator")
    #expect(container.image == "runtime/org.gnome.Platform/x86_64/47")
    #expect(container.label("branch") == "stable")
    #expect(container.sources[.process] == "\(state)/bwrapinfo.json")
  }

  @Test(
    "Flatpak: the scope names the app where the files are gone (from documentation)",
    .tags(.fromDocumentation))
  func flatpakScope() throws {
    let host = try HostFixture()
    let scope = "/user.slice/user@1000.service/app.slice/app-flatpak-org.x.App-10.scope"
    try host.process(10, bubblewrap, uid: 1000, cgroup: scope)
    try host.process(11, parent: 10, bubblewrap, uid: 1000, own: usual, cgroup: scope)
    #expect(try host.container().name == "org.x.App")
    #expect(try host.container().runtime == "flatpak")
  }

  @Test(
    "Snap: all programs of a snap are one namespace (from documentation)", .tags(.fromDocumentation)
  )
  func snap() throws {
    let host = try HostFixture()
    try host.process(
      11, ["firefox"], uid: 1000, own: [.mnt],
      cgroup: "/user.slice/snap.firefox.firefox-0a1b.scope")
    try host.process(
      12, ["geckodriver"], uid: 1000, joined: [.mnt: 11],
      cgroup: "/user.slice/snap.firefox.geckodriver-2c3d.scope")
    try host.link("/snap/firefox/current", to: "4173")
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "snap", id: "firefox"))
    #expect(container.image == "firefox revision 4173")
    #expect(container.rootfs == "/snap/firefox/4173")
    #expect(container.members == [11, 12])
  }

  @Test("firejail: a sandbox has the name it was given, else that of its program")
  func firejail() throws {
    let host = try HostFixture()
    let arguments = ["firejail", "--net=none", "/usr/bin/tool", "x"]
    try host.process(10, arguments)
    try host.process(11, parent: 10, arguments, own: usual)
    try host.process(12, parent: 11, ["tool", "x"])
    #expect(try host.container().name == "tool")
    let named = try HostFixture()
    try named.process(10, arguments)
    try named.process(11, parent: 10, arguments, own: usual)
    try named.file("/run/firejail/name/10", "jail\n")
    let container = try named.container()
    #expect(container.id == ContainerID(runtime: "firejail", id: "10"))
    #expect(container.name == "jail")
    #expect(container.sources[.name] == "/run/firejail/name/10")
  }

  @Test(
    "Apptainer: the image is in the environment, an instance's name in the starter's (from documentation)",
    .tags(.fromDocumentation))
  func apptainer() throws {
    let host = try HostFixture()
    try host.process(10, ["Apptainer runtime parent"], name: "starter", uid: 1000)
    try host.process(
      11, parent: 10, ["python3"], uid: 1000, own: [.mnt, .user],
      environment: ["PATH=/bin", "APPTAINER_CONTAINER=/home/alice/lab.sif"])
    try host.process(20, ["Apptainer instance: alice [db]"], name: "starter", uid: 1000)
    try host.process(21, parent: 20, ["sleep"], uid: 1000, own: [.mnt, .pid, .user])
    let containers = try host.containers()
    #expect(containers.map(\.name) == ["db", "lab.sif"])
    #expect(containers.map(\.image) == [nil, "/home/alice/lab.sif"])
    #expect(containers.allSatisfy { $0.runtime == "apptainer" && $0.user == "alice" })
  }

  @Test("a browser's many sandboxes are one container, the browser's")
  func chromium() throws {
    let host = try HostFixture()
    let program = "/usr/lib/chromium/chromium"
    try host.process(10, [program, "--headless"], uid: 1000)
    try host.process(
      11, parent: 10, [program, "--type=zygote"], uid: 1000, own: [.user, .pid, .net])
    try host.process(12, parent: 11, [program, "--type=renderer"], uid: 1000, own: [.pid])
    try host.process(13, parent: 11, [program, "--type=renderer"], uid: 1000, own: [.pid])
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "chromium", id: "10"))
    #expect(container.name == "chromium")
    #expect(container.members == [11, 12, 13])
  }

  @Test("Firefox's content processes are the browser's, which was started by its name alone")
  func firefox() throws {
    let host = try HostFixture()
    let program = "/usr/lib/firefox-esr/firefox-esr"
    try host.process(10, ["firefox-esr"], uid: 1000)
    try host.process(
      11, parent: 10, [program, "-contentproc", "-isForBrowser", "tab"], name: "Web Content",
      uid: 1000, own: [.user, .net, .ipc])
    try host.process(
      12, parent: 10, [program, "-contentproc", "-isForBrowser", "tab"], name: "Web Content",
      uid: 1000, own: [.user, .net, .ipc])
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "firefox", id: "10"))
    #expect(container.members == [11, 12])
  }
}
