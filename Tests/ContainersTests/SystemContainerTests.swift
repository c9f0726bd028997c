import Namespaces
import Testing

@testable import Containers

@Suite("LXC, LXD, Incus, systemd-nspawn, systemd")
struct SystemContainerTests {
  @Test("LXC: the monitor's name tells the path, the configuration the rest")
  func lxc() throws {
    let host = try HostFixture()
    try host.process(10, ["[lxc monitor] /var/lib/lxc c1"], name: "lxc-start")
    try host.process(11, parent: 10, ["/sbin/init"], own: usual, cgroup: "/lxc.payload.c1")
    try host.file(
      "/var/lib/lxc/c1/config",
      "# made by hand\nlxc.rootfs.path = dir:/srv/c1\nlxc.group = shelf\nlxc.group = other\n")
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "lxc", id: "c1"))
    #expect(container.name == "c1")
    #expect(container.rootfs == "/srv/c1")
    #expect(container.group == .init(kind: .namespace, name: "shelf"))
    #expect(container.sources[.rootfs] == "/var/lib/lxc/c1/config")
    #expect(container.cgroup == "/lxc.payload.c1")
  }

  @Test(
    "LXD and Incus: the monitor's path tells which it is, the backup the image (from documentation)",
    .tags(.fromDocumentation),
    arguments: [
      ("lxd", "/var/snap/lxd/common/lxd/containers"), ("lxd", "/var/lib/lxd/containers"),
      ("incus", "/var/lib/incus/containers"),
    ])
  func descendants(runtime: String, directory: String) throws {
    let host = try HostFixture()
    try host.process(10, ["[lxc monitor] \(directory) shop_web"], name: "lxd")
    try host.process(
      11, parent: 10, ["/sbin/init"], own: usual + [.user],
      cgroup: "/lxc.payload.shop_web/init.scope")
    try host.file(
      "\(directory)/shop_web/backup.yaml",
      "container:\n  config:\n    image.description: Debian bookworm amd64\n")
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: runtime, id: "shop_web"))
    #expect(container.name == "web")
    #expect(container.group == .init(kind: .namespace, name: "shop"))
    #expect(container.image == "Debian bookworm amd64")
    #expect(container.cgroup == "/lxc.payload.shop_web")
  }

  @Test("a service with walls of its own inside a system container is a namespace within")
  func serviceInside() throws {
    let host = try HostFixture()
    try host.process(10, ["[lxc monitor] /var/lib/lxc c1"], name: "lxc-start")
    try host.process(
      11, parent: 10, ["/sbin/init"], name: "systemd", own: usual,
      cgroup: "/lxc.payload.c1/init.scope")
    let unit = "/lxc.payload.c1/system.slice/systemd-resolved.service"
    try host.process(12, parent: 11, ["systemd-resolved"], own: [.mnt], cgroup: unit)
    let containers = try host.containers()
    #expect(containers.map(\.runtime) == ["lxc", "systemd"])
    #expect(containers[1].name == "systemd-resolved.service")
    #expect(containers[1].outer == containers[0].id)
  }

  @Test("systemd-nspawn: the name is its argument, or that of the directory")
  func nspawn() throws {
    for (arguments, name) in [
      (["-M", "box", "-D", "/srv/tree"], "box"), (["--directory=/srv/tree"], "tree"),
    ] {
      let host = try HostFixture()
      try host.process(10, ["systemd-nspawn"] + arguments)
      try host.process(11, parent: 10, ["/sbin/init"], own: usual, cgroup: "/payload")
      let container = try host.container()
      #expect(container.id == ContainerID(runtime: "systemd-nspawn", id: name))
      #expect(container.rootfs == "/srv/tree")
    }
  }

  @Test(
    "machined: a registered machine is known by its scope and its file (from documentation)",
    .tags(.fromDocumentation))
  func machined() throws {
    let host = try HostFixture()
    try host.process(10, ["systemd-nspawn", "--quiet", "--machine=my-box"])
    let cgroup = "/machine.slice/machine-my\\x2dbox.scope"
    try host.process(11, parent: 10, ["/sbin/init"], own: usual, cgroup: cgroup)
    try host.file(
      "/run/systemd/machines/my-box",
      "NAME=my-box\nSCOPE=machine-my\\x2dbox.scope\nSERVICE=systemd-nspawn\n"
        + "ROOT=/var/lib/machines/my-box\nLEADER=11\nCLASS=container\n")
    let container = try host.container()
    #expect(container.name == "my-box")
    #expect(container.rootfs == "/var/lib/machines/my-box")
    #expect(container.sources[.process] == "/run/systemd/machines/my-box")
  }

  @Test(
    "a virtual machine in the machine's slice is no container (from documentation)",
    .tags(.fromDocumentation))
  func virtualMachine() throws {
    let host = try HostFixture()
    try host.process(
      11, ["qemu"], own: [.mnt], cgroup: "/machine.slice/machine-qemu\\x2d1.scope")
    try host.file("/run/systemd/machines/qemu-1", "NAME=qemu-1\nCLASS=vm\nLEADER=11\n")
    #expect(try host.container().runtime == "unshare")
  }

  @Test(
    "a service of systemd is named after its unit, with the settings that ask for walls (from documentation)",
    .tags(.fromDocumentation))
  func service() throws {
    let host = try HostFixture()
    host.rename(1, "systemd")
    try host.process(
      11, ["/usr/sbin/tor"], own: [.mnt, .net], cgroup: "/system.slice/tor.service")
    try host.process(12, parent: 11, ["helper"], own: [.pid], cgroup: "/system.slice/tor.service")
    try host.file(
      "/lib/systemd/system/tor.service",
      "[Service]\nExecStart=/usr/sbin/tor\nPrivateTmp=yes\nPrivateNetwork=yes\nProtectHome=no\n")
    let container = try host.container()
    #expect(container.runtime == "systemd")
    #expect(container.name == "tor.service")
    #expect(container.labels.map(\.key) == ["PrivateNetwork", "PrivateTmp"])
    #expect(container.members == [11, 12])
    #expect(container.cgroup == "/system.slice/tor.service")
  }
}
