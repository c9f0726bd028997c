import Localization
import Namespaces
import SystemCalls
import Testing

@testable import Entering

@Suite("Words")
struct WordsTests {
  @Test(
    "a shell reads quoted words as they were meant",
    arguments: [
      (["a", "b c"], "a 'b c'"), (["it's"], #"'it'\''s'"#), ([""], "''"),
      (["$x", "a=b"], "'$x' a=b"),
    ])
  func quoting(_ words: [String], _ line: String) {
    #expect(ShellCommandLine(words: words).line == line)
  }

  @Test("every refusal is one sentence with a next step, without a line break")
  func refusals() {
    let id = HostFixture.id(.net, 11)
    let denial = Denial(.capability(.sysAdmin, in: nil), sudoHelps: false)
    let refusals: [PreflightError] = [
      .gone(HostFixture.target(42)), .gone(.namespace(id)), .hidden(pid: 42, uid: 7, denial),
      .missing(denial, for: id), .notBelow(id), .unreachable(id, denial), .unreachable(id, nil),
      .silent, .noShell, .noCommand("x"), .notExecutable("/x"), .unknownUser("x"),
      .unmapped(UnmappedID(7, offersOthers: true, offersTarget: true)),
      .unmapped(UnmappedID(7, isGroup: true, offersOthers: false, offersTarget: false)),
      .noProcess(id), .noTarget, .frozen(cgroup: "/x"), .noDirectory("/x"),
      .needsUserNamespace(denial), .cannotPin(denial), .nothingToMake,
      .unreadable("/x", .notPermitted, denial), .unreadable("/x", .noSuchFile, nil),
    ]
    for refusal in refusals {
      #expect(refusal.words[.english].contains(";"))
      #expect(refusal.words[.japanese].contains("。"))
      for language in Language.allCases { #expect(!refusal.words[language].contains("\n")) }
    }
  }

  @Test("an id that stands for nobody says whose it is, and offers only what works")
  func unmapped() {
    let group = PreflightError.unmapped(
      UnmappedID(60, isGroup: true, offersOthers: true, offersTarget: false))
    #expect(group.description.hasPrefix("group id 60 stands for nobody"))
    #expect(group.description.contains("gid_map"))
    #expect(!group.description.contains("--as-target"))
    let user = PreflightError.unmapped(UnmappedID(0, offersOthers: false, offersTarget: true))
    #expect(user.description.hasPrefix("user id 0 stands for nobody"))
    #expect(user.description.hasSuffix("by --as-target"))
    #expect(!user.description.contains("--user"))
  }

  @Test("a limit that is reached names the file that holds it, and how deep namespaces nest")
  func limit() {
    let user = ExecutionError(.make([.user, .net]), .noSpace)
    #expect(user.description.contains("/proc/sys/user/max_user_namespaces"))
    #expect(user.description.contains("/proc/sys/user/max_net_namespaces"))
    #expect(user.description.contains("32 deep"))
    #expect(!ExecutionError(.make([.net]), .noSpace).description.contains("32 deep"))
  }

  @Test("a failure says which step, which error, and what to do")
  func failures() {
    let failure = ExecutionError(.fork([.pid]), .outOfMemory)
    #expect(
      failure.description.hasPrefix("could not fork: pid takes effect only for children: ENOMEM"))
    #expect(failure.description.hasSuffix("nothing can start in it any more"))
    #expect(failure.words[.japanese].hasPrefix("「forkする（pid は子プロセスにだけ効く）」に失敗しました（ENOMEM）。"))
    let execution = EntryStep.execute(paths: [], arguments: [], environment: [])
    #expect(ExecutionError(execution, .noSuchFile).code == 127)
    #expect(ExecutionError(execution, .accessDenied).code == 126)
  }

  @Test(
    "variables are NAME=value",
    arguments: [
      ("A=b", EnvironmentVariable("A", "b")), ("A=", EnvironmentVariable("A", "")),
      ("A=b=c", EnvironmentVariable("A", "b=c")), ("=b", nil), ("A", nil),
    ])
  func variables(_ text: String, _ variable: EnvironmentVariable?) {
    #expect(EnvironmentVariable(parsing: text) == variable)
  }
}
