import Foundation
import SystemCalls
import TestSupport
import Testing

/// A process with namespaces of its own, and names that would retitle a window, ring, move the cursor,
/// turn text around, hide, or be no text, on everything that a stranger may give a name to.
final class HostileHost {
  /// `ESC ] 0 ; x BEL`, CSI as one character, an invisible one, an override, and a byte that is no
  /// UTF-8, as printf(1) reads it.
  static let name = #"\033]0;x\007\302\233\342\200\213\342\200\256\377"#

  /// Where the files of that name are.
  let fixture: RuntimeFixture

  /// The process.
  let pid: Int32

  /// Its namespaces, such as `uts:[4026532290]`.
  let namespaces: [String]

  private let outer: RunningProgram

  /// Lets the process begin.
  init() throws {
    fixture = try RuntimeFixture()
    let directory = fixture.directory
    // The name of the program is its comm; the arguments and the environment are its own.
    let script = """
      H=$(printf '\(Self.name)'); D='\(directory)'; G='\(try Self.cgroups())'
      cp /bin/sleep "$D/$H"; mkdir "$D/mount$H" "$G/lxc.payload.$H"
      echo $$ > "$G/lxc.payload.$H/cgroup.procs"
      exec unshare --mount --uts --net --ipc --pid --fork --kill-child sh -c '
        printf %s "$1" > /proc/sys/kernel/hostname; mount -t tmpfs "$1" "$2/mount$1"
        ip link set lo name "a$(printf "\\033]0;x\\007")"
        echo ready > "$2/ready"; cd "$2/mount$1"
        exec env "V$1=$1" "$2/$1" 1000' sh "$H" "$D"
      """
    try script.write(toFile: "\(directory)/script", atomically: true, encoding: .utf8)
    outer = try RunningProgram(
      ["/bin/sh", "\(directory)/script"], in: "/", environment: [:], log: "\(directory)/log")
    var found: Int32 = 0
    for _ in 0..<600 where found == 0 {
      usleep(50_000)
      // The last step is the program of that name.
      guard FileManager.default.fileExists(atPath: "\(directory)/ready"),
        let child = RealProcess.children(of: outer.pid).first,
        let line = FileManager.default.contents(atPath: "/proc/\(child)/cmdline"),
        line.suffix(6) == Data("\u{0}1000\u{0}".utf8)
      else { continue }
      found = child
    }
    pid = found
    let started = found
    namespaces = ["mnt", "uts", "net", "ipc", "pid"].compactMap { RealProcess.link(started, $0) }
    try #require(found > 0, "\((try? RuntimeFixture.text(of: "\(directory)/log")) ?? "")")
    try fixture.run(
      "sh", "-c",
      "H=$(printf '\(Self.name)'); touch \"\(directory)/pin$H\"; "
        + "mount --bind /proc/\(pid)/ns/uts \"\(directory)/pin$H\"")
  }

  deinit {
    if pid > 0 { kill(pid, SIGKILL) }
    outer.end()
    // Whoever has just ended may still be counted in the cgroup.
    let script = """
      H=$(printf '\(Self.name)'); umount "\(fixture.directory)/pin$H"
      G='\((try? Self.cgroups()) ?? "/nowhere")/lxc.payload.'
      for I in 1 2 3 4 5 6 7 8 9; do rmdir "$G$H" && break; sleep 0.2; done; true
      """
    _ = try? fixture.run("sh", "-c", script)
  }

  /// Where cgroups are made: the tree of version 2, and that of the limit on processes without one.
  private static func cgroups() throws -> String {
    let mounts = try RuntimeFixture.text(of: "/proc/self/mounts").rows(" ")
    let tree = mounts.first { $0[2] == "cgroup2" } ?? mounts.first { $0[1].hasSuffix("/pids") }
    return try #require(tree)[1]
  }

  /// What heya answers on a command line of sh(1), both streams together; `$H` in it is the name, `$P`
  /// the process and `$D` the directory.
  func answer(to command: String) throws -> Data {
    let pipe = Foundation.Pipe()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      "H=$(printf '\(Self.name)'); P=\(pid); D='\(fixture.directory)'; "
        + "exec timeout 60 \(BuiltProgram.path("heya")) \(command) 2>&1",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return bytes
  }
}
