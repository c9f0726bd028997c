import Localization
import Testing

@testable import Teaching

@Suite("What a command printed")
struct CommandOutputTests {
  private func lines(_ text: String, _ width: Int) -> [String] {
    CommandOutput(text, width: width).lines.map(\.text)
  }

  @Test("stands as it is where there is room")
  func wide() {
    #expect(lines("UID     PID\nroot      1", 40) == ["    UID     PID", "    root      1"])
    #expect(lines("", 40).isEmpty)
    #expect(lines("one\n\ntwo", 40) == ["    one", "    ", "    two"])
  }

  @Test("has its columns moved together where there is not")
  func columns() {
    let list = "UID          PID    PPID CMD\nroot           1       0 sh -c sleep"
    #expect(lines(list, 34) == ["    UID  PID PPID CMD", "    root   1    0 sh -c sleep"])
  }

  @Test("loses what three and more wide lines begin with alike")
  func listing() {
    let names = ["cgroup", "mnt", "net", "pid_for_children"]
    let list = names.map { "lrwxrwxrwx 1 root root 0 Nov 24 21:07 \($0) -> 4026531835" }
    #expect(
      lines((["total 0"] + list).joined(separator: "\n"), 50)
        == ["    total 0"] + names.map { "    … \($0) -> 4026531835" })
  }

  @Test("goes on in the next line, set in, where it is a single wide one")
  func single() {
    #expect(
      lines("clone(child_stack=NULL, flags=CLONE_NEWPID|SIGCHLD) = 20", 40)
        == ["    clone(child_stack=NULL,", "      flags=CLONE_NEWPID|SIGCHLD) = 20"])
  }
}
