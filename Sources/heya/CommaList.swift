public import ArgumentParser
package import Description
public import Entering
public import Namespaces

/// Several values separated by commas, as in `net,pid`.
struct CommaList<Element: ExpressibleByArgument & Sendable>: ExpressibleByArgument, Sendable {
  var elements: [Element]

  init(_ elements: [Element]) {
    self.elements = elements
  }

  init?(argument: String) {
    elements = []
    for part in argument.split(separator: ",") {
      guard let element = Element(argument: String(part)) else { return nil }
      elements.append(element)
    }
  }

  static var allValueStrings: [String] { Element.allValueStrings }

  var defaultValueDescription: String {
    elements.map(\.defaultValueDescription).joined(separator: ",")
  }
}

extension NamespaceKind: ExpressibleByArgument {
  /// Reads the name of a kind.
  public init?(argument: String) { self.init(name: argument) }

  /// The names of all kinds.
  public static var allValueStrings: [String] { allCases.map(\.name) }

  /// The name.
  public var defaultValueDescription: String { name }
}

extension FieldKey: ExpressibleByArgument {
  /// Reads the name of a field, or another name for it.
  package init?(argument: String) { self.init(named: argument.lowercased()) }

  /// The names of all fields.
  package static var allValueStrings: [String] { all.map(\.key) }

  /// The name.
  package var defaultValueDescription: String { key }
}

extension UserMap: ExpressibleByArgument {}
