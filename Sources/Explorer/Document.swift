package import Namespaces

/// Something to be written to a file.
package struct Document: Sendable, Equatable {
  /// What the file's name begins with, of letters, digits and hyphens.
  package var name: String

  /// What is in it.
  package var content: Content

  /// What a file can hold.
  package enum Content: Sendable, Equatable {
    /// A text as it is.
    case text(String)

    /// Everything known about an object, as JSON.
    case object(ObjectID)

    /// Entries of the event log, as a JSON object a line.
    case changes([Change])

    /// What the file's name ends with.
    package var suffix: String {
      switch self {
      case .text: "txt"
      case .object: "json"
      case .changes: "jsonl"
      }
    }
  }
}
