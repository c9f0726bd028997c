import BPFIterators
import Localization
import Namespaces
import SystemCalls
import TestSupport
import Testing

@testable import heya

@Suite("Why the kernel hands over no tasks")
struct IteratorRefusalTests {
  static let all: [(IteratorError, String)] = [
    (.recorded("town.heya"), "town.heya"), (.noTypes(path: "/sys/x", .noSuchFile), "ENOENT"),
    (.tooOld, "5.11"), (.unknownLayout("task_struct.nsproxy"), "task_struct.nsproxy"),
    (.missing([.perfmon]), "CAP_PERFMON"), (.forbidden, "CAP_BPF"),
    (.lockedDown, "kernel_lockdown(7)"), (.otherProcesses, "/proc"),
    (.rejected(.accessDenied), "EACCES"),
  ]

  @Test(
    "is told in one sentence of each language, with the thing that lacks and what to do",
    arguments: all, Language.allCases)
  func words(refusal: (IteratorError, String), language: Language) {
    let sentence = refusal.0.words[language]
    #expect(sentence.contains(refusal.1))
    #expect(sentence.contains("--iterator"))
    #expect(sentence.contains("\n") == false)
    #expect(sentence.allSatisfy(\.isASCII) == (language == .english))
  }
}

@Suite("The option --iterator", .needs("setpriv", "unshare"))
struct IteratorOptionTests {
  /// What the shell prints of a command of heya's, errors and the status at the end.
  private func output(_ command: String) throws -> String {
    let runtimeFixture = try RuntimeFixture()
    let heya = try runtimeFixture.place("heya")
    let command = command.replacing("heya", with: heya)
    return try runtimeFixture.run("sh", "-c", "\(command) 2>&1; echo ended with $?")
  }

  @Test(
    "lists the same namespaces in every command that looks at the host",
    arguments: [
      "list --columns kind,inode", "tree --by owner --filter initial",
      "show $(readlink /proc/self/ns/net)",
      "why $(readlink /proc/self/ns/net)", "containers --json",
      "list --columns kind,inode --filter initial",
    ])
  func commands(command: String) throws {
    let text = try output("heya \(command) --iterator")
    #expect(text.hasSuffix("ended with 0"))
    #expect(!text.contains("cannot"))
  }

  @Test("without the capabilities it is refused in one sentence that names them and the remedy")
  func unprivileged() throws {
    let text = try output(
      "setpriv --reuid 65534 --regid 65534 --clear-groups heya list --lang en --iterator")
    #expect(
      text == "heya: cannot take all tasks in one pass: EPERM: it takes CAP_BPF and CAP_PERFMON; "
        + "use sudo, or leave out --iterator, or `iterator = true` in the configuration\n"
        + "ended with 1")
  }

  @Test("capabilities in another user namespace than the initial one are not enough")
  func userNamespace() throws {
    let text = try output("unshare --user --map-root-user heya list --lang en --iterator")
    #expect(text.contains("in the initial user namespace"))
    #expect(text.hasSuffix("ended with 1"))
  }

  @Test("a file has no kernel that could be asked")
  func recorded() throws {
    let text = try output(
      "heya capture /tmp/heya-iterator-$$.heya >/dev/null 2>&1; "
        + "heya list --lang en --iterator --from /tmp/heya-iterator-$$.heya; status=$?; "
        + "rm /tmp/heya-iterator-$$.heya; (exit $status)")
    #expect(text.contains("is a recording, not a kernel; leave out --iterator"))
    #expect(text.hasSuffix("ended with 1"))
  }

  @Test("in a pid namespace the numbers are those of that namespace")
  func pidNamespace() throws {
    let text = try output(
      "unshare --pid --fork --mount-proc sh -c 'sleep 60 & for how in \"\" --iterator; do "
        + "heya list --kind net --sources processes --columns procs,pid --no-header $how; done; kill $!'"
    )
    // Each list says beside its lines that heya itself sits in that namespace.
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("heya: ") }
    #expect(lines.count == 3)
    #expect(lines[0].split(separator: " ") == ["3", "1"])
    #expect(lines[0] == lines[1])
  }

  @Test(
    "in a time namespace processes are as old as the namespace's clock says",
    arguments: [86_400_000, -5])
  func timeNamespace(offset: Int) throws {
    let text = try output(
      "unshare --time --boottime \(offset) --fork sh -c 'for how in \"\" --iterator; do "
        + "heya show $(readlink /proc/self/ns/pid) --json $how; done'")
    let ages = text.split(separator: "\n").compactMap { line -> Double? in
      let parts = line.split(separator: ":")
      guard parts.count == 2, parts[0].contains("\"age\"") else { return nil }
      return Double(parts[1].filter { $0 != "," && $0 != " " })
    }
    try #require(ages.count == 2, "\(text)")
    // The oldest process of the host began soon after boot, whatever the namespace's clock shows.
    let uptime = Host.uptime
    for age in ages { #expect((0...uptime + 1).contains(age), "\(age) \(uptime)") }
    #expect(abs(ages[0] - ages[1]) < 30)
  }

  @Test("a /proc of another pid namespace than that of the caller is refused")
  func otherProcesses() throws {
    let text = try output("unshare --pid --fork heya list --lang en --iterator")
    #expect(text.contains("/proc tells the processes of another pid namespace"))
    #expect(text.hasSuffix("ended with 1"))
  }
}
