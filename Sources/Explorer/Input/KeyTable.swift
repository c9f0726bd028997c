package import Canvas
package import Localization

/// Which keys do what: the one table from which input, footer, help, man page and README are made.
package struct KeyTable: Sendable {
  /// The bindings, in the order in which help shows them.
  package private(set) var bindings: [Binding]

  private var actions: [Key: Action]

  /// What one action is called and which keys lead to it.
  package struct Binding: Sendable {
    /// The action.
    package var action: Action

    /// Its keys, the one to be advertised first.
    package var keys: [Key]

    /// What it is about.
    package var group: Group

    /// What it does, for help.
    package var help: Text

    /// What it does in a word or two, for the footer; nil for what the footer leaves out.
    package var short: Text?
  }

  /// What actions are about.
  package enum Group: Sendable, CaseIterable {
    case moving
    case views
    case acting
    case finding
    case details
    case program

    /// The heading in help.
    package var title: Text {
      switch self {
      case .moving: Text("Moving and folding")
      case .views: Text("Views")
      case .acting: Text("Acting on the selection")
      case .finding: Text("Finding and ordering")
      case .details: Text("Details and going about")
      case .program: Text("The program")
      }
    }
  }

  /// Creates a table of bindings that have no key in common.
  package init(_ bindings: [Binding]) {
    self.bindings = bindings
    actions = [:]
    for binding in bindings {
      for key in binding.keys { actions[key] = binding.action }
    }
  }

  /// What a key does; nil when it does nothing.
  package subscript(key: Key) -> Action? { actions[key] }

  /// The binding of an action.
  package func binding(of action: Action) -> Binding? {
    bindings.first { $0.action == action }
  }

  /// Gives actions other keys, all at once, so that two can change places.
  ///
  /// - Throws: the first key that would lead to two actions; the table is then as it was.
  package mutating func rebind(_ changes: [Action: [Key]]) throws(KeyClash) {
    var bindings = bindings
    for index in bindings.indices {
      if let keys = changes[bindings[index].action] { bindings[index].keys = keys }
    }
    var owners: [Key: Action] = [:]
    for binding in bindings {
      for key in binding.keys {
        let earlier = owners.updateValue(binding.action, forKey: key)
        if let earlier, earlier != binding.action {
          throw KeyClash(key: key, actions: [earlier, binding.action])
        }
      }
    }
    self = KeyTable(bindings)
  }
}

/// A key that would lead to two actions.
package struct KeyClash: Error, Sendable, Equatable {
  /// The key.
  package var key: Key

  /// The two actions, in the order of the table.
  package var actions: [Action]
}

extension Key {
  /// How the key is written in footer, help and documentation.
  package var label: String { label(Glyphs(areASCII: false)) }

  func label(_ glyphs: Glyphs) -> String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "^" + character.uppercased()
    case .function(let number): "F\(number)"
    case .up: glyphs.up
    case .down: glyphs.down
    case .left: glyphs.left
    case .right: glyphs.right
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    }
  }
}
