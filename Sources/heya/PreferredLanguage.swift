public import ArgumentParser
internal import Kernel
public import Wording

extension Language: ExpressibleByArgument {
  /// The language of the locale's messages (locale(7)).
  static var preferred: Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    return Language(locale: names.lazy.compactMap { Host.variable($0) }.first { !$0.isEmpty } ?? "")
  }
}
