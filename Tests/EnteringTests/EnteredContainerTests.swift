import Foundation
import TestSupport
import Testing

/// Containers of real engines, which run one after the other.
@Suite("Containers", .serialized)
struct ContainerTests {
  private let runtimeFixture: RuntimeFixture

  init() throws {
    runtimeFixture = try RuntimeFixture()
  }

  @Test(
    "a Docker container is entered as docker exec would, or as its root",
    .needs("docker", "dockerd", "busybox", "tar"))
  func docker() throws {
    let daemon = DockerDaemon(in: runtimeFixture)
    try daemon.start()
    let docker = daemon.words
    let run = ["run", "-d", "--network", "none", "-e", "ROOM=docker", "-w", "/tmp", "-u", "7:8"]
    let id = try runtimeFixture.run(docker + run + ["heya/box:1", "/bin/sleep", "600"])
    let pid = try runtimeFixture.run(docker + ["inspect", "-f", "{{.State.Pid}}", id])

    let look = "cat /etc/hostname; busybox id -u; busybox id -g; pwd; echo $ROOM"
    let looks = ["/bin/busybox", "sh", "-c", look]
    let bounds = ["/bin/busybox", "grep", "CapBnd", "/proc/self/status"]
    let name = String(id.prefix(12))
    #expect(try enter(pid, ["--"] + looks) == "\(name)\n0\n0\n/")
    let exec = try runtimeFixture.run(docker + ["exec", id] + looks)
    #expect(exec == "\(name)\n7\n8\n/tmp\ndocker")
    #expect(try enter(pid, ["--as-target", "--"] + looks) == exec)
    #expect(
      try enter(pid, ["--as-target", "--"] + bounds)
        == runtimeFixture.run(docker + ["exec", id] + bounds))
    let confined = try enter(pid, ["--as-target", "--explain", "--"] + looks)
    let status = try RuntimeFixture.text(of: "/proc/\(pid)/status")
    #expect(status.contains("Seccomp:\t2"))
    #expect(confined.contains("Seccomp: copied"))
    let filter = ["/bin/busybox", "grep", "Seccomp", "/proc/self/status"]
    let filtered = try runtimeFixture.run(docker + ["exec", id] + filter)
    #expect(filtered.contains("Seccomp_filters:\t1"))
    let heya = BuiltProgram.path("heya")
    for options in [[], ["--as-target"]] {
      // Nothing is said of it, either.
      let words = [heya, "enter", pid] + options + ["--"] + filter
      #expect(try runtimeFixture.run(words) == filtered)
    }
    let told = try runtimeFixture.run([heya, "enter", pid, "--privileged", "--"] + filter)
    #expect(told.contains("heya: Seccomp: not copied") && told.contains("Seccomp:\t0"))
    #expect(confined.contains("Capability bounding set: copied"))
    let bounded = try enter(pid, ["--explain", "--"] + looks)
    #expect(bounded.contains("The program is the target's own: it gets no more rights"))
    #expect(bounded.contains("Capability bounding set: copied"))
    #expect(try enter(pid, ["--"] + bounds) == enter(pid, ["--as-target", "--"] + bounds))
    let node = ["/bin/busybox", "sh", "-c", "busybox mknod /disk b 1 0 2>&1 || true"]
    #expect(try enter(pid, ["--privileged", "--explain", "--"] + node).contains("not copied"))
    let membership = ["/bin/busybox", "grep", ":memory:\\|^0:", "/proc/self/cgroup"]
    #expect(try enter(pid, ["--cgroup", "--"] + membership).contains(id))
    #expect(try !enter(pid, ["--"] + membership).contains(id))
  }

  @Test(
    "a container without a shell is entered with the host's tools",
    .needs("docker", "dockerd", "busybox", "tar"))
  func withoutShell() throws {
    let daemon = DockerDaemon(in: runtimeFixture)
    try daemon.start()
    let docker = daemon.words
    let root = "\(runtimeFixture.directory)/scratch"
    try runtimeFixture.run("mkdir", "-p", "\(root)/proc", "\(root)/dev")
    try runtimeFixture.run("cp", try #require(RunningProgram.path(of: "busybox")), "\(root)/sleep")
    try runtimeFixture.run("tar", "-C", root, "-cf", "\(root).tar", ".")
    try runtimeFixture.run(docker + ["import", "\(root).tar", "heya/scratch:1"])
    let id = try runtimeFixture.run(
      docker + ["run", "-d", "--network", "none", "heya/scratch:1", "/sleep", "600"])
    let pid = try runtimeFixture.run(docker + ["inspect", "-f", "{{.State.Pid}}", id])

    let error = #expect(throws: RuntimeFixture.Failure.self) { try enter(pid, []) }
    #expect(error?.description.contains("the target has no shell") == true)
    #expect(error?.description.contains("--bring-tools") == true)
    let tools = ["--bring-tools", "--", "sh", "-c", "ls /mnt/sleep; ps -e -o comm=; hostname"]
    let output = try enter(pid, tools)
    #expect(output.hasPrefix("/mnt/sleep\nsleep\n"))
    #expect(output.hasSuffix("\n\(id.prefix(12))"))
    let files = try runtimeFixture.run(docker + ["diff", id]).rows(" ").map { $0[1] }
    #expect(!files.contains { $0.hasPrefix("/mnt") })
  }

  @Test(
    "a rootless Podman container is entered by its owner and by root",
    .needs(
      "podman", "conmon", "runc", "busybox", "tar", "useradd", "newuidmap", "setpriv"))
  func rootless() throws {
    let user = try runtimeFixture.makeUser()
    let home = "\(runtimeFixture.directory)/home"
    runtimeFixture.environment = [
      "HOME": home, "XDG_RUNTIME_DIR": "\(home)/run", "CONTAINERS_CONF": try podmanSettings(),
    ]
    let owner = ["setpriv", "--reuid", user, "--regid", user, "--init-groups"]
    let podman =
      owner + [
        "podman", "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs", "--runtime", "runc",
      ]
    runtimeFixture.atTheEnd { runtimeFixture in
      _ = try? runtimeFixture.run(podman + ["rm", "-af", "-t", "0"])
      // Ends the process that keeps the user's namespaces.
      _ = try? runtimeFixture.run(podman + ["system", "migrate"])
    }
    try runtimeFixture.run(podman + ["import", runtimeFixture.archive(), "localhost/heya-box:1"])
    let id = try runtimeFixture.run(
      podman + ["run", "-d", "--network", "none", "localhost/heya-box:1", "sleep", "600"])
    let pid = try runtimeFixture.run(podman + ["inspect", "-f", "{{.State.Pid}}", id])
    let heya = "\(runtimeFixture.directory)/heya"
    try runtimeFixture.run("cp", BuiltProgram.path("heya"), heya)

    let look = ["--", "/bin/busybox", "sh", "-c", "busybox id -u; echo $$ >/dev/null; hostname"]
    let inside = "0\n\(id.prefix(12))"
    #expect(try withoutNotes(runtimeFixture.run(owner + [heya, "enter", pid] + look)) == inside)
    #expect(try withoutNotes(runtimeFixture.run([heya, "enter", pid] + look)) == inside)
    let tools = ["--bring-tools", "--", "sh", "-c", "ls /mnt/bin/busybox; hostname"]
    #expect(
      try runtimeFixture.run(owner + [heya, "enter", pid] + tools)
        == "/mnt/bin/busybox\n\(id.prefix(12))")
  }

  @Test(
    "a container of root's Podman is entered by its name, into each namespace of its first process",
    .needs("podman", "conmon", "runc", "busybox", "tar"))
  func podman() throws {
    let directory = runtimeFixture.directory
    runtimeFixture.environment["CONTAINERS_CONF"] = try podmanSettings()
    let podman = [
      "podman", "--root", "\(directory)/storage", "--runroot", "\(directory)/run",
      "--tmpdir", "\(directory)/tmp", "--cgroup-manager", "cgroupfs", "--runtime", "runc",
    ]
    runtimeFixture.atTheEnd { runtimeFixture in
      _ = try? runtimeFixture.run(podman + ["rm", "-af", "-t", "0"])
    }
    try runtimeFixture.run(podman + ["import", runtimeFixture.archive(), "localhost/heya-box:1"])
    let name = "heya-podman-\(getpid())"
    try runtimeFixture.run(
      podman + [
        "run", "-d", "--network", "none", "--name", name, "localhost/heya-box:1", "sleep", "600",
      ])
    let pid = try runtimeFixture.run(podman + ["inspect", "-f", "{{.State.Pid}}", name])
    #expect(try links(byEntering: name) == links(of: pid))
    #expect(try enter("podman:\(name)", ["--", "/bin/busybox", "id", "-u"]) == "0")
  }

  @Test(
    "a container of a user's own Docker is entered by its name, into each namespace of its first process",
    .needs(
      "docker", "dockerd", "busybox", "tar", "useradd", "newuidmap", "setpriv", "rootlesskit"),
    .enabled(if: RootlessDocker.isInstalled, "needs docker.io"))
  func rootlessDocker() throws {
    let docker = try RootlessDocker(in: runtimeFixture).words
    try runtimeFixture.run(docker + ["import", runtimeFixture.archive(), "heya/box:1"])
    let name = "heya-rootless-\(getpid())"
    try runtimeFixture.run(
      docker + [
        "run", "-d", "--network", "none", "--name", name, "heya/box:1", "/bin/sleep", "600",
      ])
    let pid = try runtimeFixture.run(docker + ["inspect", "-f", "{{.State.Pid}}", name])
    let inside = try links(byEntering: name)
    #expect(try inside == links(of: pid))
    #expect(!inside.contains(try #require(RealProcess.link(getpid(), "user"))))
    #expect(try enter("docker:\(name)", ["--", "/bin/busybox", "id", "-u"]) == "0")
  }

  private static let kinds = ["user", "cgroup", "ipc", "uts", "net", "pid", "mnt", "time"]

  /// The namespaces of a command that enters a container.
  private func links(byEntering name: String) throws -> [String] {
    let links = Self.kinds.map { "busybox readlink /proc/self/ns/\($0)" }.joined(separator: "; ")
    return try enter(name, ["--", "/bin/busybox", "sh", "-c", links]).rows("\n").map { $0[0] }
  }

  /// The namespaces of a process.
  private func links(of pid: String) throws -> [String] {
    let pid = try #require(Int32(pid))
    return Self.kinds.compactMap { RealProcess.link(pid, $0) }
  }

  /// A configuration for Podman: to raise limits takes a capability that machines for tests may
  /// lack.
  private func podmanSettings() throws -> String {
    let settings = """
      [containers]
      default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]

      """
    let path = "\(runtimeFixture.directory)/containers.conf"
    try Data(settings.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func enter(_ pid: String, _ arguments: [String]) throws -> String {
    try withoutNotes(runtimeFixture.run([BuiltProgram.path("heya"), "enter", pid] + arguments))
  }

  /// What a command wrote, without what heya says of the seccomp filter that it does not take over.
  private func withoutNotes(_ output: String) -> String {
    output.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("heya: Seccomp: can't be copied.") }.joined(separator: "\n")
  }
}
