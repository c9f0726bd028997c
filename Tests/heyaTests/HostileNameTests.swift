import Foundation
import TestSupport
import Testing

@Suite(
  "Whatever strangers call their things, a terminal gets nothing to obey",
  .needs("unshare", "ip", "mount"), .serialized)
struct HostileNameTests {
  /// The command lines, as ``HostileHost/answer(to:)`` takes them.
  private static let commands = [
    "list", "list --json", "list --columns kind,pid,user,command,owner,parent,names,alive", "tree",
    "tree --by owner", "tree --by pid",
    "tree --by process", "tree --ascii", "containers", "containers --json", "show $P",
    "show $P --json", "why $P", "why $P --json", "compare 1 $P", "compare 1 $P --json",
    "enter $P --explain", "enter $P --explain --as-target", "enter $P --explain --cgroup",
    "enter $P --explain --user \"$H\"", "enter $P -- \"$H\"", "enter $P --trace -- \"$H\"",
    "enter lxc:\"$H\" --explain", "show lxc:\"$H\"", "show \"$H\"", "why \"$H\"",
    "enter \"$H\"", "enter \"$H\" -- true", "list --filter \"comm~$H\"", "list --filter \"$H\"",
    "list --filter \"comm=$H and (\"", "list --kind \"$H\"", "list --columns \"$H\"",
    "list --sort \"$H\"", "list --sources \"$H\"", "tree --by \"$H\"", "list --lang \"$H\"",
    "list --from \"$H\"", "list --from \"$D/$H\"", "keys --config \"$H\"",
    "config --config \"$D/$H\"",
    "explain \"$H\"", "learn \"$H\"", "\"$H\"", "--\"$H\"", "capture \"$D/no/$H\"", "capture -",
    "compare \"$H\" 1", "compare --captures \"$H\" \"$D/$H\"", "new --kinds \"$H\" --explain",
    "new --kinds uts --pin \"$D/new$H\" --explain", "new --kinds uts --explain -- \"$H\"",
    "show \"$D/pin$H\"", "why \"$D/pin$H\"", "enter \"$D/pin$H\" --explain", "explain \"$D/pin$H\"",
  ]

  @Test("by any command, in both languages, in what it says and in what it refuses")
  func commands() throws {
    let host = try HostileHost()
    let ofNamespaces = host.namespaces.flatMap { namespace in
      [
        "show '\(namespace)'", "why '\(namespace)'", "show '\(namespace)' --json",
        "enter '\(namespace)' --explain",
      ]
    }
    var shown = 0
    for language in ["en", "ja"] {
      for command in Self.commands + ofNamespaces {
        let wantsLanguage = !command.contains("--lang") && !command.hasPrefix("\"")
        let line = wantsLanguage ? Self.adding("--lang \(language)", to: command) : command
        let bytes = try host.answer(to: line)
        // Whoever goes there by name is there, and has nothing to say.
        let isEntry = line.hasPrefix("enter \"$H\"")
        #expect(!bytes.isEmpty || isEntry, "\(line) says nothing")
        if let harm = Self.harm(in: bytes) { Issue.record("heya \(line): \(harm)") }
        if bytes.range(of: Data("]0;x".utf8)) != nil { shown += 1 }
      }
    }
    // The names were there to be shown.
    #expect(shown > 60, "\(shown)")
  }

  @Test("by a plan that takes over the target's cgroup, whose name is there in its visible form")
  func cgroup() throws {
    let host = try HostileHost()
    for language in ["en", "ja"] {
      let bytes = try host.answer(to: "enter $P --explain --as-target --lang \(language)")
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(Self.harm(in: bytes) == nil, "\(text)")
      #expect(
        text.contains(#"/lxc.payload.\e]0;x\x07\x9b\u{200b}\u{202e}\xff/cgroup.procs"#), "\(text)")
    }
    // The bytes of the name, and not what is shown of them, lead to the cgroup.
    let joined = try host.answer(to: "enter $P --as-target -- cat /proc/self/cgroup")
    let name = Data([0x1B] + "]0;x\u{7}".utf8)
    #expect(
      joined.range(of: name) != nil || joined.range(of: Data(#"\033]0;x"#.utf8)) != nil,
      "\(String(decoding: joined, as: UTF8.self).debugDescription)")
  }

  /// What of some bytes a terminal would obey, or nobody would see; nil when there is nothing.
  private static func harm(in bytes: Data) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return "not UTF-8" }
    for (index, scalar) in text.unicodeScalars.enumerated() where scalar != "\n" {
      let isHarm: Bool =
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
      if isHarm {
        let before = String(String.UnicodeScalarView(text.unicodeScalars.prefix(index).suffix(60)))
        return "U+\(String(scalar.value, radix: 16)) after \(before.debugDescription)"
      }
    }
    return nil
  }

  /// An option before the command of a target begins.
  private static func adding(_ option: String, to command: String) -> String {
    guard let end = command.range(of: " -- ") else { return "\(command) \(option)" }
    return command.replacingCharacters(in: end, with: " \(option) -- ")
  }
}
