import Kernel
import Namespaces
import Testing
import Wording

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
    #expect(ShellWords(words: words).line == line)
  }

  @Test("every refusal is one sentence with a next step, without a line break")
  func refusals() {
    let id = House.id(.net, 11)
    let refusals: [EntryRefusal] = [
      .gone(House.target(42)), .gone(.namespace(id)), .hidden(pid: 42, uid: 7),
      .missing(.sysAdmin, in: nil, for: id), .notBelow(id), .unreachable(id), .silent, .noShell,
      .noCommand("x"), .unknownUser("x"), .unmapped("7"), .noProcess, .noDirectory("/x"),
      .needsUserNamespace, .cannotPin, .nothingToMake,
      .unreadable("/x", .notPermitted),
    ]
    for refusal in refusals {
      #expect(refusal.words.english.contains(";"))
      #expect(refusal.words.japanese.contains("。"))
      for language in Language.allCases { #expect(!refusal.words[language].contains("\n")) }
    }
  }

  @Test("a failure says which step, which error, and what to do")
  func failures() {
    let failure = EntryFailure(.fork([.pid]), .outOfMemory)
    #expect(
      failure.description.hasPrefix("could not fork: pid takes effect only for children: ENOMEM"))
    #expect(failure.description.hasSuffix("nothing can start in it any more"))
    #expect(failure.words.japanese.hasPrefix("「forkする（pid は子プロセスにだけ効く）」に失敗しました（ENOMEM）。"))
    let execution = EntryStep.execute(paths: [], arguments: [], environment: [])
    #expect(EntryFailure(execution, .noSuchFile).code == 127)
    #expect(EntryFailure(execution, .accessDenied).code == 126)
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
