import Entering
import Foundation
import Glibc
import Localization
import Namespaces
import SystemCalls
import TestSupport
import Testing

extension LiveEntries {
  /// Pins whose path is no text, or no harmless one.
  @Suite struct OddPins {
    private static let names: [[UInt8]] = [
      Array("t\tab".utf8), Array("new\nline".utf8), Array("e\u{1B}[1mc".utf8), [0x62, 0xFF, 0x64],
      Array("back\\slash".utf8), Array("rtl\u{202E}x".utf8),
    ]

    @Test(
      "are entered by inode, by path and by name, and shown without a byte of theirs",
      arguments: names)
    func odd(_ name: [UInt8]) throws {
      let runtimeFixture = try RuntimeFixture()
      let netns = "/run/netns"
      unsafe mkdir(netns, 0o755)
      let marker = Array("heya\(getpid())".utf8)
      let path = RawPath(bytes: Array("\(netns)/".utf8) + marker + name)
      let file = path.cString
      let created = unsafe open(file, O_WRONLY | O_CREAT, 0o644)
      #expect(created != -1)
      close(created)
      defer { unsafe unlink(file) }
      let isolated = try IsolatedProcess([.net])
      let inode = try isolated.inode(.net)
      #expect(unsafe mount("/proc/\(isolated.pid)/ns/net", file, nil, UInt(MS_BIND), nil) == 0)
      defer { unsafe umount2(file, Int32(MNT_DETACH)) }
      isolated.end()

      let snapshot = try look()
      let namespace = try #require(snapshot.namespace(inode: inode))
      let own = snapshot.observer.links[.mnt]
      #expect(namespace.holders.contains(.mount(path: path, mountNamespace: own)))
      let plan = try EntryPlan(
        .namespace(namespace.id), options: .running("readlink /proc/self/ns/net"), in: snapshot)
      #expect(try plan.output().output == "net:[\(inode)]\n")
      #expect(!plan.explanation(in: .english).joined().utf8.contains(0x1B))

      // The shell hands over the very bytes.
      let octal = path.bytes.map { "\\0" + String($0, radix: 8) }.joined()
      let short = (marker + name).map { "\\0" + String($0, radix: 8) }.joined()
      for argument in [octal, short] {
        let output = try runtimeFixture.run(
          "sh", "-c",
          #"exec "$0" enter "$(printf %b "$1")" -- readlink /proc/self/ns/net"#,
          BuiltProgram.path("heya"), argument)
        #expect(output == "net:[\(inode)]")
      }
    }
  }
}
