import Localization
import Testing

@testable import Teaching

@Suite("A command as one may type it")
struct CommandTextTests {
  private func lines(_ command: String, _ width: Int) -> [String] {
    CommandText(command, width: width).lines.map(\.text)
  }

  @Test("is broken where a part of it ends")
  func parts() {
    #expect(lines("ip link set lo up", 40) == ["  $ ip link set lo up"])
    #expect(
      lines("ip link set lo up && ping -c 1 127.0.0.1", 40)
        == ["  $ ip link set lo up && \\", "    ping -c 1 127.0.0.1"])
  }

  @Test("is broken neither within quotes nor within a substitution, where these fit")
  func groups() {
    #expect(
      lines("unshare --mount sh -c 'mount -t tmpfs a /tmp'", 40)
        == ["  $ unshare --mount sh -c \\", "    'mount -t tmpfs a /tmp'"])
    #expect(
      lines("nsenter --target 1 $(pgrep -x 'a b')", 36)
        == ["  $ nsenter --target 1 \\", "    $(pgrep -x 'a b')"])
  }

  @Test("is broken even there where they do not")
  func wide() {
    #expect(
      lines("sh -c 'one two three four five six'", 30)
        == ["  $ sh -c 'one two three \\", "    four five six'"])
  }
}
