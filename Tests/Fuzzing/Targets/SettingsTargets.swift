import Explorer
import JSONCoding
import Settings

extension FuzzTarget {
  /// What heya is configured with, and so TOML.
  static let configuration = FuzzTarget(name: "configuration") { bytes in
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    guard let configuration = try? Configuration(parsing: text) else { return }
    var options = Options()
    configuration.apply(to: &options)
  }

  /// What heya remembers from one run to the next.
  static let state = FuzzTarget(name: "state") { bytes in
    guard let json = try? JSONValue(reading: bytes),
      let state = RememberedState(json, boot: "boot")
    else { return }
    precondition(RememberedState(state.json(boot: "boot"), boot: "boot") != nil)
    _ = State(options: Options(), remembered: state)
  }
}
