import Foundation
import SystemCalls
import TestSupport
import Testing

@Suite("Messages beside the output")
struct MessageTests {
  @Test("a message never lands inside a line, where both go to one file")
  func oneFile() throws {
    let file = NSTemporaryDirectory() + "heya-capture-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: file) }
    #expect(try BuiltProgram.run("heya", ["capture", file]).status == 0)
    for command in ["list", "tree", "containers", "show self", "explain net"] {
      let line = "$heya \(command) --from \(file)"
      let apart = try BuiltProgram.run(shell: line)
      let mixed = try BuiltProgram.run(shell: "\(line) 2>&1")
      let lines = mixed.text.split(separator: "\n", omittingEmptySubsequences: false)
      let messages = lines.filter { $0.hasPrefix("heya: ") }
      #expect(messages.joined(separator: "\n") + "\n" == apart.errors)
      let rest = lines.filter { !$0.hasPrefix("heya: ") }
      #expect(rest.joined(separator: "\n") == apart.text)
    }
  }

  @Test(
    "every message begins with the name of the program; wrong usage ends with 2 and a hint",
    arguments: [
      "list --nonsense", "list --kind nonsense", "show", "new", "list surplus", "nonsense",
      "learn nonsense", "learn --plain", "--interval 0", "enter self --only net --except uts",
      "capture f --from g", "help nonsense",
    ])
  func usage(_ command: String) throws {
    let output = try BuiltProgram.run(shell: "$heya \(command)")
    #expect(output.status == 2)
    #expect(output.text.isEmpty)
    #expect(output.errors.hasPrefix("heya: "), "\(output.errors)")
    #expect(output.errors.contains("--help"), "\(output.errors)")
  }

  @Test(
    "every failure begins with the name of the program and ends with 1",
    arguments: ["show nosuchname", "list --from /nonexistent", "show net:[1]"])
  func failure(_ command: String) throws {
    let output = try BuiltProgram.run(shell: "$heya \(command)")
    #expect(output.status == 1)
    #expect(output.text.isEmpty)
    #expect(output.errors.hasPrefix("heya: "), "\(output.errors)")
  }

  @Test(
    "a word that is not valid is answered with those that are",
    arguments: [
      ("lst", "there is no command 'lst'; did you mean list?"),
      ("help tre", "there is no command 'tre'; did you mean tree?"),
      ("web", "there is browse, list, tree, show"),
      ("list --kind foo", "- cgroup"), ("list --kind net,foo", "- cgroup"),
      ("list --columns foo", "- inode"), ("list --sort foo", "- inode"),
      ("tree --by foo", "'kind', 'owner', 'pid' or 'process'"), ("tree --lang xx", "'en' and 'ja'"),
      ("list --sources foo", "- descriptors"), ("--view foo", "- processes"),
      ("--theme foo", "'high-contrast'"), ("new --kinds foo", "- cgroup"),
      ("new --kinds uts --user-map foo", "'self' and 'ranges'"),
      ("enter self --only foo", "- cgroup"),
      ("explain foo", "the subjects are namespace, user, cgroup"),
      ("explain nett", "did you mean net?"), ("learn foo", "there is first, uts, pid"),
      ("learn vehicle", "there is first"),
      ("list --filter foo=1", "there is identity, kind, inode"),
      ("list --filter kind=foo", "there is user, cgroup"),
      ("list --filter shares=foo", "there is host-"), ("list --colums kind", "'--columns'"),
    ])
  func valid(_ command: String, _ answer: String) throws {
    let output = try BuiltProgram.run(shell: "$heya \(command)")
    #expect(output.status == 2)
    #expect(output.text.isEmpty)
    #expect(output.errors.hasPrefix("heya: "))
    #expect(output.errors.contains(answer), "\(output.errors)")
  }

  @Test(
    "what heya itself says is said in Japanese where that is asked for",
    arguments: [
      ("lst", "'lst' というコマンドはありません。list のことでしょうか"), ("learn foo", "というレッスンはありません"),
      ("explain foo", "という説明の項目も対象もありません"), ("show nosuchname", "'nosuchname' というものはありません"),
      ("show 2147483647", "プロセス 2147483647 はありません"),
      ("list --from /nonexistent", "/nonexistent を読めません"),
      ("list --from /proc/version", "/proc/version を使えません"),
      ("capture /proc/nonexistent/f", "/proc/nonexistent/f に書き込めません"),
      ("--interval 0", "0.1 から 3600 秒まで"),
      ("list --filter foo=1", "'foo' という項目やフラグはありません（identity、kind、inode"),
      ("list --filter kind=foo", "フィルターの 6 文字目: 'foo' は kind の値にありません（user、cgroup"),
      ("compare self net:[x]", "対象として読めません"),
    ])
  func japanese(_ command: String, _ sentence: String) throws {
    let output = try BuiltProgram.run(shell: "$heya \(command) --lang ja")
    #expect(output.status != 0)
    #expect(output.errors.hasPrefix("heya: "))
    #expect(output.errors.contains(sentence), "\(output.errors)")
  }

  @Test(
    "a terminal that heya cannot use is told of in a sentence",
    arguments: [
      ("en", "nosuchterm", "the terminal \"nosuchterm\" is not in the terminfo database"),
      ("ja", "nosuchterm", "端末「nosuchterm」は terminfo データベースにありません"),
      ("ja", "dumb", "端末「dumb」ではカーソルを動かせません"), ("en", "", "TERM is not set"),
    ])
  func terminal(_ language: String, _ name: String, _ sentence: String) throws {
    var terminal = try PseudoTerminal(
      [BuiltProgram.path("heya"), "--lang", language], environment: ["TERM=\(name)"])
    try terminal.expect("heya: \(sentence)")
    #expect(try terminal.end() == .exited(1))
  }
}
