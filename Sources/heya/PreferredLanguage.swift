public import ArgumentParser
public import Localization
internal import SystemCalls

extension Language: ExpressibleByArgument {
  /// Whether the locale's characters can be more than ASCII; they are not where no locale is named,
  /// which stands for the locale C.
  static var isUnicode: Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let locale = names.lazy.compactMap { Host.variable($0) }.first { !$0.isEmpty } ?? "C"
    let encoding = locale.uppercased().filter { $0 != "-" }
    return encoding.contains("UTF8")
  }

  /// The language of the locale's messages (locale(7)).
  static var preferred: Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    return Language(locale: names.lazy.compactMap { Host.variable($0) }.first { !$0.isEmpty } ?? "")
  }

  /// What `--lang` says, else the preferred one: for what is said of arguments before they have
  /// been understood.
  static var requested: Language {
    // What follows `--` belongs to a command in a namespace.
    let arguments = Host.arguments.prefix { $0 != "--" }
    let joined = "--lang="
    for (index, argument) in arguments.enumerated() {
      let name: String? =
        if argument == "--lang" {
          arguments.dropFirst(index + 1).first
        } else {
          argument.hasPrefix(joined) ? String(argument.dropFirst(joined.count)) : nil
        }
      if let name, let language = Language(rawValue: name) { return language }
    }
    return .preferred
  }
}
