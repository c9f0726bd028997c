import Testing

@testable import Procfs

@Suite("/proc/PID/mountinfo")
struct MountInfoTests {
  private func parse(_ line: String) -> MountInfo? {
    let bytes = Array(line.utf8)
    return MountInfo(bytes.span)
  }

  @Test("every field is found, with any number of propagation fields")
  func fields() throws {
    let line = "36 35 98:0 /mnt1 /mnt2 rw,noatime shared:7 master:1 - ext3 /dev/root rw,errors=x"
    let mount = try #require(parse(line))
    #expect(mount.id == 36 && mount.parent == 35)
    #expect(mount.device == (98, 0))
    #expect(mount.root == "/mnt1" && mount.mountPoint == "/mnt2")
    #expect(mount.propagation == ["shared:7", "master:1"])
    #expect(mount.fileSystem == "ext3" && mount.source == "/dev/root")
    #expect(mount.superOptions == "rw,errors=x")
  }

  @Test("blanks and newlines in paths are decoded, and made visible")
  func escapes() throws {
    let line = #"1 2 0:3 / /a\040b\012c\134d rw - tmpfs tmpfs rw"#
    #expect(try #require(parse(line)).mountPoint == #"/a b\nc\d"#)
  }

  @Test("bind mounts of namespaces are found among the others, and nothing that looks like them")
  func pins() {
    let text = """
      22 1 0:21 / / rw - ext4 /dev/vda rw
      40 22 0:4 net:[4026532379] /run/netns/blue rw shared:2 - nsfs nsfs rw
      41 22 0:4 user:[7] /tmp/my\\040room rw - nsfs nsfs rw
      42 22 0:30 net:[9] /not/one rw - tmpfs tmpfs rw
      43 22 0:31 /net:[9] /nor/this rw - nsfs nsfs rw
      44 22
      """
    let bytes = Array(text.utf8)
    var pins: [String] = []
    MountInfo.forEachPin(in: bytes.span) {
      pins.append("\($0) \($1) \(String(decoding: $2, as: UTF8.self))")
    }
    #expect(pins == ["net 4026532379 /run/netns/blue", "user 7 /tmp/my room"])
  }

  @Test(
    "a table of mounts tells whether there are bind mounts of namespaces",
    arguments: [
      ("nsfs /run/netns/blue nsfs rw 0 0", true),
      ("proc /proc proc rw 0 0\n /mnt tmpfs rw 0 0\nnsfs /x nsfs rw 0 0\n", true),
      (" /run/blue nsfs rw 0 0", true),
      ("nsfs /nsfs tmpfs rw,nsfs 0 0\nnsfs\nnsfs /nsfs\nnsfs nsfsx rw 0 0\n", false),
      ("", false),
    ])
  func hasPins(_ text: String, _ isTrue: Bool) {
    let bytes = Array(text.utf8)
    #expect(MountInfo.hasPins(mounts: bytes.span) == isTrue)
  }
}
