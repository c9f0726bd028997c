import Explorer
import Localization
import TOML

/// A line of the configuration outside of its tables: what it is called, what it is for, how it is
/// by default and what its value changes.
struct Setting: Sendable {
  /// The key.
  var name: String

  /// What it is for, above the line in the example.
  var comment: Text

  /// The default as it is written in TOML.
  var example: String

  /// Sets the options by a value; false when the value is none of those that ``comment`` names.
  var apply: @Sendable (TOMLValue, inout Options) -> Bool

  /// What values are right, for an error.
  var expected: Text
}

extension Setting {
  /// Every setting, in the order of the example.
  static let all = [
    language, theme, view, interval, iterator, mouse, ascii, graphs, kernelThreads,
  ]

  private static let language = Setting(
    name: "language",
    comment: Text(
      "The language of every text, \"en\" or \"ja\". Without this line the locale decides."),
    choices: Language.allCases.map(\.rawValue), example: "en"
  ) { value, options in
    Language(rawValue: value).map { options.language = $0 } != nil
  }

  private static let theme = Setting(
    name: "theme",
    comment: Text(
      """
      The colours: \(quoted(Theme.allCases.map(\.rawValue))). All suit a light background where \
      the terminal tells that it has one; "light" where it does not. Without this line those of \
      last time.
      """),
    choices: Theme.allCases.map(\.rawValue), example: Theme.standard.rawValue
  ) { value, options in
    Theme(rawValue: value).map { options.theme = $0 } != nil
  }

  private static let view = Setting(
    name: "view",
    comment: Text(
      """
      The view to begin with: \(quoted(ViewName.allCases.map(\.name))). Without this line that of \
      last time.
      """),
    choices: ViewName.allCases.map(\.name), example: ViewName.kinds.name
  ) { value, options in
    options.view = ViewName(name: value)
    return options.view != nil
  }

  private static let interval = Setting(
    name: "interval",
    comment: Text("The seconds between two looks at the host, 0.1 to 3600."),
    example: "1.0",
    apply: { value, options in
      let seconds: Double
      switch value {
      case .integer(let whole): seconds = Double(whole)
      case .float(let number): seconds = number
      default: return false
      }
      guard (0.1...3600).contains(seconds) else { return false }
      options.interval = seconds
      return true
    }, expected: Text("a number of seconds, 0.1 to 3600"))

  private static let iterator = Setting(
    name: "iterator",
    comment: Text(
      """
      Whether the kernel is asked for all tasks in one pass, which is cheaper than reading /proc; \
      it takes CAP_BPF and CAP_PERFMON.
      """),
    value: \.iterator)

  private static let mouse = Setting(
    name: "mouse",
    comment: Text("Whether heya listens to the mouse; false leaves it to the terminal."),
    value: \.mouse)

  private static let ascii = Setting(
    name: "ascii",
    comment: Text(
      "Whether nothing but ASCII is drawn, for terminals that misplace lines and arrows."),
    value: \.ascii)

  private static let graphs = Setting(
    name: "graphs",
    comment: Text("Whether little graphs show the load of the last minute."),
    value: \.graphs)

  private static let kernelThreads = Setting(
    name: "hide-kernel-threads",
    comment: Text("Whether the kernel's own threads are left out at the beginning."),
    value: \.hidesKernelThreads)

  /// `"a", "b" or "c"`.
  private static func quoted(_ names: [String]) -> Text {
    let quoted = names.map { "\"\($0)\"" }
    return Text("\(quoted.dropLast().joined(separator: ", ")) or \(quoted.last ?? "")")
  }
}

extension Setting {
  /// A setting that is one of several words.
  private init(
    name: String, comment: Text, choices: [String], example: String,
    set: @escaping @Sendable (String, inout Options) -> Bool
  ) {
    self.init(
      name: name, comment: comment, example: "\"\(example)\"",
      apply: { value, options in
        guard case .string(let word) = value else { return false }
        return set(word, &options)
      }, expected: Self.quoted(choices))
  }

  /// A setting that is true or false, and by default what it is in ``Options``.
  private init(
    name: String, comment: Text, value: any WritableKeyPath<Options, Bool> & Sendable
  ) {
    self.init(
      name: name, comment: comment, example: String(Options()[keyPath: value]),
      apply: { setting, options in
        guard case .boolean(let isOn) = setting else { return false }
        options[keyPath: value] = isOn
        return true
      }, expected: Text("true or false"))
  }
}
