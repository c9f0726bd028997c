import Canvas
import Explorer
package import Localization

extension Configuration {
  /// A configuration in which every setting and every action stands with its default, commented
  /// out, so that as it is it changes nothing.
  package static func example(in language: Language) -> String {
    var lines = comment(Self.introduction[language])
    for setting in Setting.all {
      lines += [""] + comment(setting.comment[language])
      lines.append("#\(setting.name) = \(setting.example)")
    }
    lines += [""] + comment(Self.keysIntroduction[language])
    lines.append("[\(keysTable)]")
    for group in KeyTable.Group.allCases {
      lines += [""] + comment(group.title[language])
      for binding in KeyTable.standard.bindings where binding.group == group {
        let keys = binding.keys.map { quoted($0.name) }.joined(separator: ", ")
        let setting = "#\(binding.action.rawValue) = [\(keys)]"
        lines.append("\(setting.padded(to: 38))  # \(binding.help[language])")
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The widest line of a comment.
  private static let columns = 90

  private static func comment(_ text: String) -> [String] {
    text.wrapped(to: columns - 2).map { "# " + text[$0] }
  }

  private static func quoted(_ name: String) -> String {
    let escaped = name.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : String($0) }.joined()
    return "\"\(escaped)\""
  }

  private static let introduction = Text(
    """
    The configuration of heya, read from $XDG_CONFIG_HOME/heya/config.toml or, without that \
    variable, ~/.config/heya/config.toml. Every line shows the default: take the # before it away \
    and change it. What the command line says goes before what is said here.
    """)

  private static let keysIntroduction = Text(
    """
    The keys of every action, the one to be shown first. A line replaces all keys of its action; \
    [] leaves it without any. Keys are single characters, "Space", "Enter", "Esc", "Tab", \
    "Shift-Tab", "Backspace", "Del", "Ins", "Up", "Down", "Left", "Right", "PgUp", "PgDn", "Home", \
    "End", "F1" to "F12" and "^A" to "^Z" for Control with a letter.
    """)
}
