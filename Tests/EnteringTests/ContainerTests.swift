import Foundation
import TestSupport
import Testing

/// Containers of real engines, which run one after the other.
@Suite("Containers", .serialized)
struct ContainerTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  @Test(
    "a Docker container is entered as docker exec would, or as its root",
    .needs("docker", "dockerd", "busybox", "tar"))
  func docker() throws {
    let docker = try startDocker()
    try workshop.run(docker + ["import", workshop.archive(), "heya/box:1"])
    let run = ["run", "-d", "--network", "none", "-e", "ROOM=docker", "-w", "/tmp", "-u", "7:8"]
    let id = try workshop.run(docker + run + ["heya/box:1", "/bin/sleep", "600"])
    let pid = try workshop.run(docker + ["inspect", "-f", "{{.State.Pid}}", id])

    let look = "cat /etc/hostname; busybox id -u; busybox id -g; pwd; echo $ROOM"
    let looks = ["/bin/busybox", "sh", "-c", look]
    let bounds = ["/bin/busybox", "grep", "CapBnd", "/proc/self/status"]
    let name = String(id.prefix(12))
    #expect(try enter(pid, ["--"] + looks) == "\(name)\n0\n0\n/")
    let exec = try workshop.run(docker + ["exec", id] + looks)
    #expect(exec == "\(name)\n7\n8\n/tmp\ndocker")
    #expect(try enter(pid, ["--as-target", "--"] + looks) == exec)
    #expect(
      try enter(pid, ["--as-target", "--"] + bounds)
        == workshop.run(docker + ["exec", id] + bounds))
    let membership = ["/bin/busybox", "grep", ":memory:\\|^0:", "/proc/self/cgroup"]
    #expect(try enter(pid, ["--cgroup", "--"] + membership).contains(id))
    #expect(try !enter(pid, ["--"] + membership).contains(id))
  }

  @Test(
    "a container without a shell is entered with the host's tools",
    .needs("docker", "dockerd", "busybox", "tar"))
  func withoutShell() throws {
    let docker = try startDocker()
    let root = "\(workshop.directory)/scratch"
    try workshop.run("mkdir", "-p", "\(root)/proc", "\(root)/dev")
    try workshop.run("cp", try #require(RunningProgram.path(of: "busybox")), "\(root)/sleep")
    try workshop.run("tar", "-C", root, "-cf", "\(root).tar", ".")
    try workshop.run(docker + ["import", "\(root).tar", "heya/scratch:1"])
    let id = try workshop.run(
      docker + ["run", "-d", "--network", "none", "heya/scratch:1", "/sleep", "600"])
    let pid = try workshop.run(docker + ["inspect", "-f", "{{.State.Pid}}", id])

    let error = #expect(throws: Workshop.Failure.self) { try enter(pid, []) }
    #expect(error?.description.contains("the room has no shell") == true)
    #expect(error?.description.contains("--bring-tools") == true)
    let tools = ["--bring-tools", "--", "sh", "-c", "ls /mnt/sleep; ps -e -o comm=; hostname"]
    let output = try enter(pid, tools)
    #expect(output.hasPrefix("/mnt/sleep\nsleep\n"))
    #expect(output.hasSuffix("\n\(id.prefix(12))"))
    let files = try workshop.run(docker + ["diff", id]).rows(" ").map { $0[1] }
    #expect(!files.contains { $0.hasPrefix("/mnt") })
  }

  @Test(
    "a rootless Podman container is entered by its owner and by root",
    .needs(
      "podman", "conmon", "runc", "busybox", "tar", "useradd", "newuidmap", "setpriv"))
  func rootless() throws {
    let user = "heya-enter-\(getpid())"
    let home = "\(workshop.directory)/home"
    try workshop.run("useradd", "-d", home, "-m", user)
    workshop.atTheEnd { workshop in _ = try? workshop.run("userdel", user) }
    try workshop.run("chmod", "755", workshop.directory)
    try workshop.run("mkdir", "-m", "700", "\(home)/run")
    try workshop.run("chown", user, "\(home)/run")
    let settings = """
      [containers]
      default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]

      """
    try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(home)/containers.conf"))
    workshop.environment = [
      "HOME": home, "XDG_RUNTIME_DIR": "\(home)/run", "CONTAINERS_CONF": "\(home)/containers.conf",
    ]
    let owner = ["setpriv", "--reuid", user, "--regid", user, "--init-groups"]
    let podman =
      owner + [
        "podman", "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs", "--runtime", "runc",
      ]
    workshop.atTheEnd { workshop in
      _ = try? workshop.run(podman + ["rm", "-af", "-t", "0"])
      // Ends the process that keeps the user's namespaces.
      _ = try? workshop.run(podman + ["system", "migrate"])
    }
    try workshop.run(podman + ["import", workshop.archive(), "localhost/heya-box:1"])
    let id = try workshop.run(
      podman + ["run", "-d", "--network", "none", "localhost/heya-box:1", "sleep", "600"])
    let pid = try workshop.run(podman + ["inspect", "-f", "{{.State.Pid}}", id])
    let heya = "\(workshop.directory)/heya"
    try workshop.run("cp", BuiltProgram.path("heya"), heya)

    let look = ["--", "/bin/busybox", "sh", "-c", "busybox id -u; echo $$ >/dev/null; hostname"]
    let inside = "0\n\(id.prefix(12))"
    #expect(try workshop.run(owner + [heya, "enter", pid] + look) == inside)
    #expect(try workshop.run([heya, "enter", pid] + look) == inside)
    let tools = ["--bring-tools", "--", "sh", "-c", "ls /mnt/bin/busybox; hostname"]
    #expect(
      try workshop.run(owner + [heya, "enter", pid] + tools)
        == "/mnt/bin/busybox\n\(id.prefix(12))")
  }

  private func enter(_ pid: String, _ arguments: [String]) throws -> String {
    try workshop.run([BuiltProgram.path("heya"), "enter", pid] + arguments)
  }

  /// Starts a Docker of its own; the words with which it is called.
  private func startDocker() throws -> [String] {
    let directory = workshop.directory
    let docker = ["docker", "-H", "unix://\(directory)/sock"]
    try workshop.start(
      "dockerd", "--data-root", "\(directory)/data", "--exec-root", "\(directory)/exec",
      "--pidfile", "\(directory)/pid", "-H", "unix://\(directory)/sock", "--bridge", "none",
      "--iptables=false", "--ip6tables=false")
    try workshop.wait(for: "dockerd") {
      !(try workshop.run(docker + ["info"])).contains("ERROR")
    }
    workshop.atTheEnd { workshop in
      let ids = try? workshop.run(docker + ["ps", "-aq"])
      for id in ids?.split(separator: "\n") ?? [] {
        _ = try? workshop.run(docker + ["rm", "-f", String(id)])
      }
    }
    return docker
  }
}
