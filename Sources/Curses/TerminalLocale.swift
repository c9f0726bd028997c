internal import Glibc

/// Which characters the terminal can be sent, as the locale says (locale(7)).
enum TerminalLocale {
  /// Sets the locale of the process for ncurses, and tells whether the terminal takes UTF-8.
  ///
  /// A locale that is named as UTF-8 but isn't installed, as in a small container, still tells what
  /// the terminal takes: C.UTF-8 then knows the characters.
  static func adopt() -> Bool {
    if unsafe setlocale(LC_ALL, "") != nil {
      return unsafe String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8"
    }
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { variable($0) }.first ?? ""
    guard namesUTF8(named) else { return false }
    return unsafe setlocale(LC_CTYPE, "C.UTF-8") != nil
  }

  /// Whether the name of a locale, such as `ja_JP.UTF-8` or `de_DE.utf8@euro`, says UTF-8.
  static func namesUTF8(_ name: String) -> Bool {
    let codeset = name.drop { $0 != "." }.dropFirst().prefix { $0 != "@" }
    return ["utf-8", "utf8"].contains(codeset.lowercased())
  }

  /// A variable of the environment; nil when it isn't set or is empty.
  static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }
}
