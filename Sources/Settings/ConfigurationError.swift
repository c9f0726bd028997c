package import Explorer
package import Localization
internal import Namespaces
package import TOML

/// What is wrong in a configuration.
package struct ConfigurationError: Error, Sendable {
  /// The line, from 1.
  package var line: Int

  /// What is wrong there.
  package var problem: Problem

  /// What can be wrong.
  package enum Problem: Sendable, Equatable {
    case notTOML(TOMLError.Problem)
    case unknownTable(String)
    case unknownSetting(String)
    case wrongValue(String, expected: Text)
    case unknownAction(String)
    case noKeys(of: String)
    case unknownKey(String)
    case keyTaken(KeyClash)
    case noWayOut
  }
}

extension ConfigurationError.Problem {
  /// One sentence that says what is wrong and what to do.
  package var words: Text {
    switch self {
    case .notTOML(let problem): problem.words
    case .unknownTable(let name):
      Text("there is no table [\(name)]; the only one is [\(Configuration.keysTable)]")
    case .unknownSetting(let name): Self.unknown(name, among: Setting.all.map(\.name))
    case .wrongValue(let name, let expected):
      Text("\(name) takes \(expected)")
    case .unknownAction(let name): Self.unknown(name, among: Action.allCases.map(\.rawValue))
    case .noKeys(let action):
      Text("\(action) takes the names of keys, such as [\"x\", \"F5\", \"^B\"]")
    case .unknownKey(let name):
      Text(
        """
        there is no key “\(name)”; keys are single characters, ^A to ^Z, F1 to F12, Up, PgDn, \
        Enter and the like
        """)
    case .keyTaken(let clash):
      Text(
        """
        \(clash.key.name) would be both \(clash.actions[0].rawValue) and \
        \(clash.actions[1].rawValue); give one of them another key
        """)
    case .noWayOut:
      Text("quit needs at least one key")
    }
  }

  /// Names what is nearest to a name that does not exist, and where all are to be found.
  private static func unknown(_ name: String, among names: [String]) -> Text {
    guard let nearest = names.near(name).first else {
      return Text("there is no \(name); `heya config --print` shows all there is")
    }
    return Text(
      "there is no \(name); \(nearest) is nearest, and `heya config --print` shows all there is")
  }
}
