import Localization
import Namespaces
import Testing

@testable import Contents

/// What the files of the kernel say, taken apart.
struct TextTests {
  private func file(_ text: String) -> TextFile { TextFile(bytes: Array(text.utf8)) }

  @Test("a map of ids has a range a line")
  func idMap() {
    let ranges = UserContents.ranges(
      file("         0       1000          1\n         1     100000      65536\n"))
    #expect(ranges.map(\.inside) == [0, 1])
    #expect(ranges.map(\.outside) == [1000, 100_000])
    #expect(ranges.map(\.count) == [1, 65536])
  }

  @Test("a System V object has its key in hexadecimal and its own size")
  func sharedMemory() {
    let objects = IPCContents.objects(
      file(
        """
               key      shmid perms                  size  cpid  lpid nattch   uid   gid
              -271          5  1600                  8192  3456  3460      2  1000  1000
        """), uid: 7, size: 3, count: 6)
    #expect(objects.map(\.id) == [5])
    #expect(objects.map(\.key) == ["0xfffffef1"])
    #expect(objects.map(\.mode) == ["600"])
    #expect(objects.map(\.uid) == [1000])
    #expect(objects.map(\.size) == [8192])
    #expect(objects.map(\.count) == [2])
  }

  @Test(
    "the root of a cgroup namespace follows from one group seen from both sides",
    arguments: [
      ("/docker/4f1c", "/", "/docker/4f1c"),
      ("/docker/4f1c/app", "/app", "/docker/4f1c"),
      ("/app", "/app", "/"),
      ("/", "/", "/"),
      // A group that is not below the root shows how far away that is, not where.
      ("/user.slice", "/../user.slice", nil),
      ("/a/b", "/c", nil),
    ])
  func cgroupRoot(outside: String, inside: String, root: String?) {
    #expect(CgroupContents.root(outside: outside, inside: inside) == root)
  }

  @Test("the paths of cgroups may hold colons")
  func cgroupPaths() {
    let paths = CgroupContents.paths(file("4:cpu,cpuacct:/a:b\n0::/x\n"))
    #expect(paths.map(\.controllers) == [["cpu", "cpuacct"], []])
    #expect(paths.map(\.path) == ["/a:b", "/x"])
  }

  @Test("text from the kernel can go to a terminal")
  func hostile() {
    #expect(file("a\u{1B}[31mb\n").lines == ["a\\e[31mb"])
  }

  @Test("of very many mounts the first ones are told, how many there are, and what tells all")
  func manyMounts() {
    func contents(_ count: Int) -> MountContents {
      let mounts = (0..<count).map { number in
        MountContents.Mount(
          depth: 1, path: "/mnt/\(number)", source: "none", root: "/", type: "tmpfs",
          options: ["rw"],
          isUnbindable: false, isOvermounted: false, layers: [])
      }
      let added = mounts.map(\.path)
      return MountContents(
        mounts: mounts, difference: .init(added: added, missing: [], replaced: []))
    }
    let small = contents(60).sections
    #expect(small.map(\.lines.count) == [60, 60])
    #expect(small[0].lines.last?.label[.english].hasSuffix("/mnt/59") == true)
    let large = contents(10_000).sections
    #expect(large.map(\.lines.count) == [9, 9])
    #expect(large[0].lines[7].label[.english].hasSuffix("/mnt/7"))
    for section in large {
      #expect(
        section.lines.last?.value[.english] == "8 of 10000; `heya show --json` shows all of them")
      #expect(section.lines.last?.value[.japanese].contains("10000個のうち8個") == true)
    }
  }

  @Test("uptime and offsets are said in words")
  func clocks() {
    let contents = TimeContents(monotonicOffset: 0, bootOffset: -90, uptime: 3610)
    #expect(
      contents.sections.flatMap(\.lines).map(\.value[.english]) == [
        "as on the host", "90.000 s behind the host (1m 30s)", "1h",
      ])
  }
}
