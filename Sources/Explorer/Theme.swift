package import Canvas

/// Colours and attributes by role; the background of the terminal is never painted over.
///
/// All but ``light`` suit a dark background, and a light one where the terminal tells that it has
/// it.
package enum Theme: String, Sendable, CaseIterable {
  case standard = "default"
  /// For a light background of which the terminal does not tell.
  case light
  case highContrast = "high-contrast"
  case colorBlind = "color-blind"
  case mono

  /// What a piece of text is there for.
  package enum Role: Int, Sendable, CaseIterable {
    /// Ordinary text.
    case text
    /// What is less important.
    case faint
    /// The program's name and titles.
    case title
    /// Heads of columns and labels of facts.
    case label
    /// Kinds of namespace.
    case kind
    /// A namespace that is not the host's.
    case namespace
    /// A process's name.
    case process
    /// Numbers that stand out, such as a busy process's CPU.
    case strong
    /// Appeared just now.
    case new
    /// Gone just now.
    case gone
    /// Moved into another namespace just now.
    case moved
    /// The selected row.
    case selection
    /// A found text.
    case match
    /// A command, a system call or a name to type.
    case code
    /// A key in the footer.
    case key
    /// Lines of frames and trees.
    case line
    /// The chosen tab.
    case tab
    /// Something to be careful about.
    case warning
    /// An error.
    case error
  }

  /// How a role looks, on a light background or a dark one.
  package func style(_ role: Role, onLight isLight: Bool = false) -> Style {
    switch self {
    case .standard: isLight ? Self.light(role) : Self.dark(role)
    case .light: Self.light(role)
    case .highContrast: isLight ? Self.highContrastOnLight(role) : Self.highContrast(role)
    case .colorBlind: isLight ? Self.colorBlindOnLight(role) : Self.colorBlind(role)
    case .mono: Self.mono(role)
    }
  }

  private static func dark(_ role: Role) -> Style {
    switch role {
    case .text, .process: .plain
    case .faint: Style(grey)
    case .title: Style(nil, .bold)
    case .label: Style(grey)
    case .kind: Style(Color(indexed: 110, basic: 12), .bold)
    case .namespace: Style(Color(indexed: 180, basic: 11))
    case .strong: Style(nil, .bold)
    case .new: Style(Color(indexed: 114, basic: 10))
    case .gone: Style(Color(indexed: 174, basic: 9), .dim)
    case .moved: Style(Color(indexed: 179, basic: 11))
    case .selection: Style(Color(indexed: 231, basic: 15), on: Color(indexed: 24, basic: 4))
    case .match: Style(Color(indexed: 16, basic: 0), on: Color(indexed: 179, basic: 3))
    case .key, .code: Style(Color(indexed: 110, basic: 14))
    case .line: Style(Color(indexed: 240, basic: 8))
    case .tab: Style(nil, [.bold, .underline])
    case .warning: Style(Color(indexed: 179, basic: 11))
    case .error: Style(Color(indexed: 203, basic: 9), .bold)
    }
  }

  private static let grey = Color(indexed: 246, basic: 8)

  private static func light(_ role: Role) -> Style {
    switch role {
    case .faint, .label: Style(Color(indexed: 242, basic: 8))
    case .kind: Style(Color(indexed: 25, basic: 4), .bold)
    case .namespace: Style(Color(indexed: 94, basic: 5))
    case .new: Style(Color(indexed: 28, basic: 2))
    case .gone: Style(Color(indexed: 124, basic: 1), .dim)
    case .moved, .warning: Style(Color(indexed: 130, basic: 5))
    case .selection: Style(Color(indexed: 16, basic: 0), on: Color(indexed: 153, basic: 6))
    case .match: Style(Color(indexed: 16, basic: 0), on: Color(indexed: 222, basic: 3))
    case .key, .code: Style(Color(indexed: 25, basic: 4))
    case .line: Style(Color(indexed: 249, basic: 8))
    case .error: Style(Color(indexed: 124, basic: 1), .bold)
    default: dark(role)
    }
  }

  private static func highContrast(_ role: Role) -> Style {
    switch role {
    case .text, .faint, .label, .process, .line: .plain
    case .kind, .key, .code: Style(Color(indexed: 51, basic: 14), .bold)
    case .namespace: Style(Color(indexed: 226, basic: 11), .bold)
    case .new: Style(Color(indexed: 46, basic: 10), .bold)
    case .gone: Style(Color(indexed: 203, basic: 9), .bold)
    case .moved, .warning: Style(Color(indexed: 226, basic: 11), .bold)
    case .selection: Style(Color(indexed: 16, basic: 0), on: Color(indexed: 226, basic: 11))
    case .match: Style(Color(indexed: 16, basic: 0), on: Color(indexed: 51, basic: 14))
    case .error: Style(Color(indexed: 231, basic: 15), on: Color(indexed: 160, basic: 1), .bold)
    default: dark(role)
    }
  }

  private static func highContrastOnLight(_ role: Role) -> Style {
    switch role {
    case .kind, .key, .code, .new: Style(Color(indexed: 18, basic: 4), .bold)
    case .namespace: Style(Color(indexed: 53, basic: 5), .bold)
    case .gone, .moved, .warning: Style(Color(indexed: 88, basic: 1), .bold)
    case .selection: Style(Color(indexed: 231, basic: 15), on: Color(indexed: 18, basic: 4))
    default: highContrast(role)
    }
  }

  /// Blue, orange and yellow of Okabe and Ito, which every kind of colour vision tells apart.
  private static func colorBlind(_ role: Role) -> Style {
    switch role {
    case .kind, .key: Style(Color(indexed: 74, basic: 14), .bold)
    case .code: Style(Color(indexed: 74, basic: 14))
    case .namespace: Style(Color(indexed: 221, basic: 11))
    case .new: Style(Color(indexed: 75, basic: 12), .bold)
    case .gone: Style(Color(indexed: 208, basic: 3), .dim)
    case .moved, .warning: Style(Color(indexed: 228, basic: 11))
    case .selection: Style(Color(indexed: 231, basic: 15), on: Color(indexed: 25, basic: 4))
    case .match: Style(Color(indexed: 16, basic: 0), on: Color(indexed: 221, basic: 3))
    case .error: Style(Color(indexed: 208, basic: 3), .bold)
    default: dark(role)
    }
  }

  /// Darker ones of the same, with brown for yellow.
  private static func colorBlindOnLight(_ role: Role) -> Style {
    switch role {
    case .kind, .key: Style(Color(indexed: 25, basic: 4), .bold)
    case .code: Style(Color(indexed: 25, basic: 4))
    case .namespace, .moved, .warning: Style(Color(indexed: 94, basic: 5))
    case .new: Style(Color(indexed: 25, basic: 4), .bold)
    case .gone: Style(Color(indexed: 166, basic: 1), .dim)
    case .error: Style(Color(indexed: 166, basic: 1), .bold)
    case .faint, .label, .line: light(role)
    default: colorBlind(role)
    }
  }

  private static func mono(_ role: Role) -> Style {
    switch role {
    case .text, .process, .namespace, .warning: .plain
    case .faint, .label, .line, .gone: Style(nil, .dim)
    case .title, .kind, .strong, .new, .moved, .key, .code, .error: Style(nil, .bold)
    case .selection: Style(nil, .reverse)
    case .match: Style(nil, [.reverse, .bold])
    case .tab: Style(nil, [.bold, .underline])
    }
  }
}
