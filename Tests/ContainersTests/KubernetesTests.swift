import Namespaces
import Testing

@testable import Containers

@Suite("Kubernetes on containerd and CRI-O, and containerd by itself")
struct KubernetesTests {
  let id = engineID("1")
  let pause = engineID("2")
  let uid = "5e3b0a1c-0d1e-4b7a-9f2d-1c2b3a4d5e6f"

  private var slice: String {
    let escaped = uid.map { $0 == "-" ? "_" : String($0) }.joined()
    return "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod\(escaped).slice"
  }

  @Test(
    "containerd: pod, container, image and class come from the annotations and the cgroup (from documentation)",
    .tags(.fromDocumentation))
  func containerd() throws {
    let host = try HostFixture()
    let bundles = "/run/containerd/io.containerd.runtime.v2.task/k8s.io"
    try host.process(
      10, ["containerd-shim-runc-v2", "-namespace", "k8s.io", "-id", pause],
      cwd: "\(bundles)/\(pause)")
    try host.process(
      11, parent: 10, ["/pause"], own: usual,
      cgroup: "\(slice)/cri-containerd-\(pause).scope")
    // One shim serves all containers of the pod.
    try host.process(
      12, parent: 10, ["nginx"], own: [.mnt, .pid], joined: [.net: 11, .ipc: 11, .uts: 11],
      cgroup: "\(slice)/cri-containerd-\(id).scope")
    try host.file(
      "\(bundles)/\(pause)/config.json",
      """
      {"annotations": {"io.kubernetes.cri.container-type": "sandbox",
        "io.kubernetes.cri.sandbox-name": "web-0", "io.kubernetes.cri.sandbox-namespace": "shop"}}
      """)
    try host.file(
      "\(bundles)/\(id)/config.json",
      """
      {"annotations": {"io.kubernetes.cri.container-type": "container",
        "io.kubernetes.cri.container-name": "nginx",
        "io.kubernetes.cri.image-name": "docker.io/library/nginx:1.27",
        "io.kubernetes.cri.sandbox-name": "web-0", "io.kubernetes.cri.sandbox-namespace": "shop"},
       "root": {"path": "rootfs"}}
      """)
    let containers = try host.containers()
    #expect(containers.map(\.name) == ["nginx", "pause"])
    #expect(containers.map(\.id.id) == [id, pause])
    #expect(containers.allSatisfy { $0.group == .init(kind: .pod, name: "shop/web-0") })
    #expect(containers[0].image == "docker.io/library/nginx:1.27")
    #expect(containers[0].rootfs == "\(bundles)/\(id)/rootfs")
    #expect(containers[0].label("qos") == "burstable")
    #expect(containers[0].sharing[.net] == .container(containers[1].id))
  }

  @Test(
    "CRI-O: pod, container and image come from the bundle (from documentation)",
    .tags(.fromDocumentation))
  func crio() throws {
    let host = try HostFixture()
    let bundle = "/run/containers/storage/overlay-containers/\(id)/userdata"
    try host.process(
      10, ["/usr/bin/conmon", "-b", bundle, "-c", id, "--exit-dir", "/var/run/crio/exits"])
    try host.process(
      11, parent: 10, ["nginx"], own: usual, cgroup: "\(slice)/crio-\(id).scope")
    try host.file(
      "\(bundle)/config.json",
      """
      {"annotations": {"io.kubernetes.cri-o.ContainerType": "container",
        "io.kubernetes.container.name": "nginx", "io.kubernetes.pod.name": "web-0",
        "io.kubernetes.pod.namespace": "shop",
        "io.kubernetes.cri-o.ImageName": "docker.io/library/nginx:1.27"},
       "root": {"path": "/var/lib/containers/storage/overlay/x/merged"}}
      """)
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "cri-o", id: id))
    #expect(container.name == "nginx")
    #expect(container.image == "docker.io/library/nginx:1.27")
    #expect(container.group == .init(kind: .pod, name: "shop/web-0"))
    #expect(container.label("qos") == "burstable")
    #expect(container.label("io.kubernetes.container.name") == "nginx")
  }

  @Test(
    "a pod's cgroup tells its id and class, whichever driver made it (from documentation)",
    .tags(.fromDocumentation),
    arguments: [
      ("/kubepods/burstable/podUID/ID", "burstable"),
      ("/kubepods/podUID/ID", "guaranteed"),
      ("/kubepods/besteffort/podUID/ID", "besteffort"),
      ("/kubepods.slice/kubepods-podUNDER.slice/cri-containerd-ID.scope", "guaranteed"),
      (
        "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice"
          + "/kubelet-kubepods-besteffort-podUNDER.slice/crio-ID.scope", "besteffort"
      ),
    ])
  func cgroup(pattern: String, quality: String) throws {
    let path = pattern.replacing("UID", with: uid).replacing("ID", with: id)
      .replacing("UNDER", with: uid.replacing("-", with: "_"))
    let pod = try #require(KubernetesPod(cgroups: ["/elsewhere", path]))
    #expect(pod.uid == uid)
    #expect(pod.containerID == id)
    #expect(pod.qualityOfService == quality)
  }

  @Test("ctr: containerd's namespace is the group, and the image is in its database")
  func ctr() throws {
    let host = try HostFixture()
    try host.process(
      10,
      [
        "/usr/bin/containerd-shim-runc-v2", "-namespace", "default", "-id", "cache", "-address",
        "/srv/containerd.sock",
      ], cwd: "/run/containerd/io.containerd.runtime.v2.task/default/cache")
    try host.process(11, parent: 10, ["redis"], own: usual, cgroup: "/default/cache")
    try host.process(5, ["containerd", "--config", "c.toml"], cwd: "/etc/here")
    try host.file(
      "/etc/here/c.toml", "root = \"/srv/data\"\n[grpc]\n  address = \"/srv/containerd.sock\"\n")
    let database = BoltFixture([
      "v1": .bucket([
        "default": .bucket([
          "containers": .bucket(["cache": .bucket(["image": .value("docker.io/redis:7")])])
        ])
      ])
    ])
    try host.file("/srv/data/io.containerd.metadata.v1.bolt/meta.db", database.bytes)
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "containerd", id: "cache"))
    #expect(container.name == "cache")
    #expect(container.image == "docker.io/redis:7")
    #expect(container.group == .init(kind: .namespace, name: "default"))
    #expect(container.cgroup == "/default/cache")
  }

  @Test(
    "nerdctl: the name and the project are annotations (from documentation)",
    .tags(.fromDocumentation))
  func nerdctl() throws {
    let host = try HostFixture()
    let bundle = "/run/containerd/io.containerd.runtime.v2.task/default/\(id)"
    try host.process(
      10, ["containerd-shim-runc-v2", "-namespace", "default", "-id", id], cwd: bundle)
    try host.process(
      11, parent: 10, ["nginx"], own: usual, cgroup: "/system.slice/nerdctl-\(id).scope")
    try host.file(
      "\(bundle)/config.json",
      """
      {"annotations": {"nerdctl/name": "web", "nerdctl/image-ref": "docker.io/library/nginx:1",
        "com.docker.compose.project": "shop"}}
      """)
    let container = try host.container()
    #expect(container.name == "web")
    #expect(container.image == "docker.io/library/nginx:1")
    #expect(container.group == .init(kind: .project, name: "shop"))
  }
}
