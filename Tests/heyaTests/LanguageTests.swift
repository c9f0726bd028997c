import TestSupport
import Testing

@Suite("The language")
struct LanguageTests {
  @Test(
    "is the locale's, of which the first variable that is set decides, or the one asked for",
    arguments: [
      (["LC_ALL": "ja_JP.UTF-8"], [], "移動"), (["LC_ALL": "", "LANG": "ja_JP.UTF-8"], [], "移動"),
      (["LC_ALL": "", "LC_MESSAGES": "ja", "LANG": "C"], [], "移動"),
      (["LC_ALL": "C.UTF-8", "LANG": "ja_JP.UTF-8"], [], "Moving"),
      (["LC_ALL": "de_DE.UTF-8"], [], "Moving"),
      (["LC_ALL": "ja_JP.UTF-8"], ["--lang", "en"], "Moving"),
      (["LC_ALL": "C.UTF-8"], ["--lang", "ja"], "移動"),
    ])
  func locale(variables: [String: String], options: [String], heading: String) throws {
    let workshop = try Workshop()
    workshop.environment = variables
    let keys = try workshop.run([BuiltProgram.path("heya"), "keys"] + options)
    #expect(keys.contains(heading))
  }

  @Test("of the interface is the locale's too", .requires(program: "tmux"))
  func interface() {
    let tmux = Tmux(
      "env LC_ALL=ja_JP.UTF-8 \(BuiltProgram.path("heya")) --readonly", columns: 100, rows: 30)
    #expect(tmux.wait(for: "1 種類") != nil)
    #expect(tmux.wait(for: "読み取り専用") != nil)
  }
}
