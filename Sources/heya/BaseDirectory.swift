internal import SystemCalls

/// Where programs keep what is theirs (XDG Base Directory Specification).
enum BaseDirectory {
  /// What a person writes for heya: `$XDG_CONFIG_HOME/heya`, else `~/.config/heya`; nil without a
  /// home.
  static var configuration: String? { directory("XDG_CONFIG_HOME", else: ".config") }

  /// What heya remembers: `$XDG_STATE_HOME/heya`, else `~/.local/state/heya`; nil without a home.
  static var state: String? { directory("XDG_STATE_HOME", else: ".local/state") }

  private static func directory(_ variable: String, else usual: String) -> String? {
    // The specification asks to pass over relative paths.
    if let base = Host.variable(variable), base.hasPrefix("/") { return base + "/heya" }
    guard let home = Host.variable("HOME"), OwnFile.hasDirectory(home) else { return nil }
    return "\(home)/\(usual)/heya"
  }
}
